/** Texts of approvals, break-glass access, cluster modes, and freezes. */
export const approvals = {
  'approval.title': 'Approvals',
  'approval.none':
    'No approvals. Plans that need one under `irsa.approvals` are listed here once somebody applies them.',
  'approval.failed': 'Could not read approvals',
  'approval.loading': 'Reading approvals…',
  'approval.open': 'Open',
  'approval.done': 'Decided',
  'approval.state.pending': 'Pending approval',
  'approval.state.approved': 'Approved',
  'approval.state.rejected': 'Rejected',
  'approval.state.lapsed': 'Lapsed',
  'approval.state.used': 'Used',
  'approval.of': 'AWS access of {{name}}',
  'approval.requested': 'Requested by {{user}} {{ago}}, rule {{rule}}.',
  'approval.reason': 'Reason: {{reason}}',
  'approval.changeNumber': 'Change number: {{number}}',
  'approval.decided': 'Decided by {{user}} {{ago}}.',
  'approval.expires': 'Expires on {{time}}.',
  'approval.waitsFor': 'Waits for a member of {{approvers}}.',
  'approval.waitsForGate': 'Waits for the approval gate {{gate}}.',
  'approval.mine': 'You requested this. Somebody else has to decide.',
  'approval.steps': 'Planned changes',
  'approval.risks': 'New risks',
  'approval.approve': 'Approve…',
  'approval.reject': 'Reject…',
  'approval.approveTitle': 'Approve the AWS access of {{name}}',
  'approval.approveText':
    '{{user}} can apply this plan once within 24 hours. Any change of the plan needs a new approval.',
  'approval.approveDone': 'Approve',
  'approval.rejectTitle': 'Reject the AWS access of {{name}}',
  'approval.rejectText':
    'Nothing is written. {{user}} can request the same again after 24 hours.',
  'approval.rejectDone': 'Reject',
  'approval.applyIfApproved': 'Apply if approved',
  'approval.apply': 'Apply',
  'approval.neededTitle': 'Approval needed',
  'approval.needed':
    'A member of {{approvers}} has to approve it (rule {{rule}}).',
  'approval.neededGate':
    'The approval gate {{gate}} has to approve it (rule {{rule}}).',
  'approval.waiting': 'Pending approval: {{message}}',
  'breakGlass.label': 'Break-glass',
  'breakGlass.button': 'Break glass…',
  'breakGlass.open':
    'Break-glass until {{time}}: you apply without approvals in AWS account {{accountId}}.',
  'breakGlass.account': 'AWS account',
  'breakGlass.title': 'Apply without approvals for 4 hours in one account',
  'breakGlass.text':
    'Administrators are notified, and every change has your reason. Namespace rules and guardrails still apply.',
  'breakGlass.confirm': 'Break glass',
  'writing.label': 'Limits on writes',
  'writing.observe': 'Observe mode',
  'writing.observeText':
    'Plans can be viewed. Backstage writes nothing to cluster {{cluster}} and its AWS account.',
  'writing.pull-request': 'Pull-request mode',
  'writing.pull-requestText':
    'Backstage writes nothing to cluster {{cluster}} and its AWS account. Open a pull request to change access.',
  'writing.freeze': 'Changes are frozen',
  'writing.freezeText': 'Cluster {{cluster}}: {{reason}}',
} as const;
