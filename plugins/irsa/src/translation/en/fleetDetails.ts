/** Texts of the drawers of the fleet page, and of “Who can …?”. */
export const fleetDetails = {
  'drawer.account': 'IAM service account',
  'drawer.workload': 'Workload',
  'drawer.finding': 'Finding',
  'drawer.role': 'Role',
  'drawer.nodeRole': 'Node role',
  'drawer.findings': 'Open findings',
  'drawer.toComponent': 'Open component',
  'drawer.toRole': 'See role and blast radius',
  'drawer.toAccount': 'Open IAM service account',
  'drawer.toConsole':
    'Open in the AWS console of account {{account}} (new tab)',

  'workload.gone': 'No workload has this ID.',

  'findings.noneOfIt': 'No findings.',
  'findings.since': 'first seen {{ago}}',
  'findings.more_one': 'and {{count, number}} more',
  'findings.more_other': 'and {{count, number}} more',
  'findings.about': 'Resource',
  'findings.workloads': 'Workloads that use it',
  'findings.noWorkloads': 'No running workload uses it.',
  'findings.pods_one': '{{count, number}} pod',
  'findings.pods_other': '{{count, number}} pods',
  'findings.moreWorkloads_one': '{{count, number}} more workload',
  'findings.moreWorkloads_other': '{{count, number}} more workloads',
  'findings.firstSeen': 'First seen',
  'findings.whySeverity': 'Why {{severity}}',
  'findings.lastSeen': 'Last seen',
  'findings.resolved': 'Resolved',
  'findings.noRemediation': 'No action needed.',
  'findings.toSubject': 'Open the resource',

  'accept.title': 'Accepting the risk',
  'accept.text':
    'An accepted finding is left out of counts and notifications until the acceptance expires, its severity rises, or it covers more than was accepted. Then the finding reopens.',
  'accept.button': 'Accept the risk…',
  'accept.of': 'Accept: {{title}}',
  'accept.several_one': 'Accept {{count}} finding',
  'accept.several_other': 'Accept {{count}} findings',
  'accept.reason': 'Reason for accepting',
  'accept.reasonDescription':
    'At least 10 characters. Everyone who sees the finding can read it.',
  'accept.days': 'For how many days?',
  'accept.until': 'Until {{day}}.',
  'accept.confirm': 'Accept',
  'accept.failed': 'Could not accept the finding: {{message}}',
  'accept.accepted': '{{by}} accepted it {{ago}}, until {{until}}.',
  'accept.acceptedReason': 'Reason: {{reason}}',
  'accept.reopen': 'Reopen',
  'accept.reopenFailed': 'Could not reopen the finding: {{message}}',
  'accept.error.reasonShort': 'Enter a reason of at least 10 characters.',
  'accept.error.reasonLong': 'Enter at most 1,000 characters.',
  'accept.error.days': 'Choose between 1 and 90 days.',

  'indirectAccess.token': 'can request its tokens',
  'indirectAccess.create-pod': 'can create pods that use it',
  'indirectAccess.exec': 'can run commands in its pods',
  'indirectAccess.workload-controller':
    'can change the workloads that create its pods',
  'indirectAccess.impersonate': 'can impersonate it',
  'indirectAccess.node-proxy': 'can reach its pods through the kubelet',
  'indirectAccess.escalate': 'can grant itself these permissions',
  'indirectAccess.admission-webhook':
    'can change its pods by admission webhooks',
  'indirectAccess.aws-auth':
    'can become administrator by the ConfigMap aws-auth, if the cluster uses it',
  'indirectAccess.access-entry':
    'has cluster admin access by an EKS access entry',

  'nodeRole.hopLimit': 'Hop limit of the metadata service',
  'nodeRole.hopLimitOpen':
    '{{hopLimit}}: every pod can fetch the credentials of the node.',
  'nodeRole.hopLimitClosed':
    '{{hopLimit}}: only pods on the host network can fetch the credentials of the node.',
  'nodeRole.tokens': 'Session tokens of the metadata service',
  'nodeRole.tokensOptional':
    'Optional: every pod can fetch the credentials of the node, whatever the hop limit.',
  'nodeRole.hopLimitUnread': 'Not read: {{reason}}',
  'nodeRole.needed': 'What nodes need',
  'nodeRole.excessUnread': 'Not all policies were read',
  'nodeRole.policies': 'Policies',
  'nodeRole.policiesUnread': 'Not all were read: {{reason}}',
  'nodeRole.plan': 'Remove excess permissions',
  'nodeRole.planText':
    'In this order, no workload loses access before it has a replacement.',
  'nodeRole.noPlan': 'No excess permissions: nodes have what they need.',
  'nodeRole.noPlanUnread': 'Unknown: not all policies of the role were read.',
  'nodeRole.step': '{{number}}. {{title}}',
  'nodeRole.commands': 'Commands of step {{number}}',
  'nodeRole.dependentWorkloads': 'Workloads that might depend on it',
  'nodeRole.noDependentWorkloads':
    'No workload without a role of its own can reach the credentials of these nodes.',
  'nodeRole.unreadDependentWorkloads_one':
    'You cannot read the {{count, number}} workload that might depend on it.',
  'nodeRole.unreadDependentWorkloads_other':
    'You cannot read the {{count, number}} workloads that might depend on it.',
  'nodeRole.moreDependentWorkloads_one': 'and {{count, number}} more',
  'nodeRole.moreDependentWorkloads_other': 'and {{count, number}} more',

  'access.title': 'Who can …?',
  'access.text':
    'Finds everyone, in all clusters and accounts, who can do an action on a resource, and through what: pods, roles, users, people, AWS services and other accounts.',
  'access.example':
    'Such as s3:DeleteObject on arn:aws:s3:::orders-uploads/*, to see who can delete that data.',
  'access.what': 'Who can do {{action}} on {{resource}}',
  'access.nobody': 'Found nobody who can do {{action}} on {{resource}}.',
  'access.found_one': '{{count, number}} can do {{action}} on {{resource}}.',
  'access.found_other': '{{count, number}} can do {{action}} on {{resource}}.',
  'access.asScanned_one':
    'By the policies of {{count, number}} role or user, as last scanned.',
  'access.asScanned_other':
    'By the policies of {{count, number}} roles and users, as last scanned.',
  'access.limitations_one':
    'May list too few or too many: {{count, number}} limit',
  'access.limitations_other':
    'May list too few or too many: {{count, number}} limits',
  'access.kinds': 'Kinds',
  'access.all': 'All',
  'access.kindCount': '{{kind}} {{count, number}}',
  'access.kind.pod': 'Pods',
  'access.kind.role': 'Roles',
  'access.kind.user': 'Users',
  'access.kind.people': 'People',
  'access.kind.service': 'AWS services',
  'access.kind.account': 'Other accounts',
  'access.through': 'Through',
  'access.direct': 'its own policies',
  'access.step.group': 'group',
  'access.step.binding': 'Kubernetes',
  'access.step.service-account': 'ServiceAccount',
  'access.step.role': 'role',
  'access.step.resource-policy': 'policy of the resource',
  'access.others_one': 'and {{count, number}} more',
  'access.others_other': 'and {{count, number}} more',
  'access.broken':
    'Its AWS access is broken: pods may not get the role, or it may lack permissions.',
  'access.node': 'Nodes',
  'access.arn': 'ARN',
  'access.copyArn': 'Copy the ARN',
  'access.noHolder': 'No ServiceAccount has this role now',

  'link.open_one': 'Link {{count, number}} proposed component…',
  'link.open_other': 'Link {{count, number}} proposed components…',
  'link.title': 'Link service accounts to components',
  'link.text':
    'These ServiceAccounts and their roles are managed elsewhere. A link shows them on the page of the component, verified and read-only. It changes nothing in AWS or the cluster, and gives nobody a permission.',
  'link.more':
    'These are {{count, number}} of {{total, number}} proposals. Link them, then open this dialog again for the next ones.',
  'link.proposals': 'Proposed components',
  'link.proposal': '{{account}} ({{cluster}}): {{entityRef}}',
  'link.confirm_one': 'Link {{count}} service account',
  'link.confirm_other': 'Link {{count}} service accounts',
  'link.failed': 'Could not change the links: {{message}}',
  'link.refused_one': '{{count}} service account was not linked',
  'link.refused_other': '{{count}} service accounts were not linked',
  'link.annotations':
    'Or add these annotations to the catalog files. Separate several ServiceAccounts by commas.',
  'link.linkedTo': 'An administrator linked it to {{entityRef}}.',
  'link.remove': 'Remove link',
} as const;
