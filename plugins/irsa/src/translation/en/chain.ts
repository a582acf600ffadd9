/** Texts of the chain from workload to permissions, and of fixes. */
export const chain = {
  'link.cluster': 'Cluster',
  'link.workload': 'Workload',
  'link.service-account': 'ServiceAccount',
  'link.oidc-provider': 'OIDC provider',
  'link.trust-policy': 'Trust policy',
  'link.role': 'Role',
  'link.permissions': 'Permissions',

  'linkState.ok': 'OK',
  'linkState.warning': 'Warning',
  'linkState.broken': 'Broken',
  'linkState.unknown': 'Unknown',
  'linkState.not-checked': 'Skipped',
  'linkState.not-needed': 'Not applicable',

  'checkState.pass': 'Passed',
  'checkState.warn': 'Warning',
  'checkState.fail': 'Failed',
  'checkState.unknown': 'Unknown',
  'checkState.skipped': 'Skipped',

  'chain.loading': 'Reading the chain…',
  'chain.list': 'Links of the chain',
  'chain.failed': 'Could not read the objects of the chain',
  'chain.questionsFailed': 'Could not read the descriptions of the checks',
  'chain.notCheckedBecause': 'Skipped, blocked by: {{link}}',
  'chain.choose':
    'Choose a link to see its check results, and how to verify them.',
  'chain.detail': '{{link}}: {{name}}',
  'chain.nothing': 'None or unknown',
  'chain.notAsked': 'No checks apply to this link.',
  'chain.noProvider':
    'EKS Pod Identity needs no OIDC provider: EKS issues the credentials.',
  'chain.noLiveProof':
    'There is no live proof. EKS Pod Identity takes no session policy, so the credentials of a live proof would have all permissions of the role.',
  'chain.found': 'Check results',
  'chain.blocked': 'Skipped until this passes: {{question}}',
  'chain.symptoms': 'Typical log messages',
  'chain.facts': 'Details',
  'chain.arn': 'ARN',
  'chain.copyFact': 'Copy {{label}}',
  'chain.confirm': 'Verify manually',
  'chain.confirmHint': 'These commands are read-only.',
  'chain.docs': 'Documentation: {{page}}',

  'fix.title': 'How to fix',
  'fix.confirmCommands': 'Verification commands',
  'fix.commands': 'Fix commands',
  'fix.copyCommand': 'Copy command {{number}}',
  'fix.copyAll': 'Copy all {{count}} commands',
  'fix.fold_one': '{{count}} command',
  'fix.fold_other': '{{count}} commands',
  'fix.place':
    'The AWS CLI profile is named after the account ID, and the kubectl context after the cluster. Use your own names where they differ.',
  'fix.button': 'Fix…',
  'fix.dialog': 'Fix {{account}}',
  'fix.nothing': 'Nothing is left to change. Verify again.',
  'fix.refused.notManaged':
    'No plan can fix this: Backstage does not manage this role. Make the change manually, or adopt the role first.',
  'fix.refused.elsewhere':
    'No plan can fix this: another tool manages this role. Make the change there.',
  'fix.refused.workload':
    'No plan can fix this: Backstage does not change workloads. Follow the steps under How to fix.',
  'fix.refused.outside':
    'No plan can fix this: what Backstage manages is as planned. Follow the steps under How to fix.',
  'fix.refused.observe':
    'Cluster {{cluster}} is in observe mode, so Backstage applies no plan. Follow the steps under How to fix.',
  'fix.refused.pull-request':
    'Cluster {{cluster}} is in pull-request mode, so Backstage applies no plan. Open a pull request, or follow the steps under How to fix.',
  'fix.refused.freeze':
    'Changes to cluster {{cluster}} are frozen, so Backstage applies no plan for now: {{reason}}',
  'fix.diff': 'Change of {{title}}',
  'fix.removed': 'removed:',
  'fix.added': 'added:',
} as const;
