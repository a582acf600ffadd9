/** Words and controls that many parts share. */
export const shared = {
  'status.verified': 'Verified',
  'status.checksPass': 'Checks pass',
  'status.provedBefore': 'Proved before the last change',
  'status.settling': 'Settling',
  'status.degraded': 'Degraded',
  'status.broken': 'Broken',
  'status.cutOff': 'Cut off',
  'status.unknown': 'Unknown',
  'status.pending': 'Pending delivery',
  'status.unverified': 'Not verified',

  'mechanism.irsa': 'IRSA',
  'mechanism.pod-identity': 'EKS Pod Identity',
  'mechanism.by': 'by {{mechanism}}',
  'mechanism.both':
    'Both mechanisms are set, and EKS Pod Identity wins over the annotation: new pods get the role of their association. Pods that started before keep the role of the annotation until they restart.',
  'mechanism.bothDiffer':
    'Both mechanisms are set, and EKS Pod Identity wins over the annotation: new pods get role {{associated}}, not {{annotated}}, which the annotation names. Pods that started before keep that one until they restart.',

  'evidence.proved': 'proved',
  'evidence.inferred': 'inferred',

  'severity.critical': 'Critical',
  'severity.high': 'High',
  'severity.medium': 'Medium',
  'severity.low': 'Low',

  'time.now': 'just now',
  'time.minutes': '{{count}} min ago',
  'time.hours': '{{count}} h ago',
  'time.days_one': '{{count}} day ago',
  'time.days_other': '{{count}} days ago',

  'account.copyName': 'Copy {{name}}',

  'copy.done': 'Copied',
  'copy.failed': 'The browser did not allow copying',

  'dialog.cancel': 'Cancel',
  'dialog.close': 'Close',

  'slow.title': 'The backend is slow to answer',
  'slow.text':
    'What was read before stays on the page. The rest appears when the answer arrives.',

  'failure.title': 'Could not read AWS access',
  'failure.retry': 'Try again',
  'failure.forbidden':
    'No permission to read the AWS access of this component: {{message}}',
  'failure.missing':
    'The irsa backend does not know this component: {{message}}',
  'failure.unreachable': 'The irsa backend cannot be reached: {{message}}',
  'failure.other': 'The irsa backend answered: {{message}}',
} as const;
