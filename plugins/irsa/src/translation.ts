import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the plugin; an app translates or rewords them by this reference. @public */
export const irsaTranslationRef = createTranslationRef({
  id: 'plugin.irsa',
  messages: {
    card: {
      title: 'AWS access',
      loading: 'Reading AWS access…',
      accounts: 'IAM service accounts',
    },
    status: {
      verified: 'Verified',
      degraded: 'Degraded',
      broken: 'Broken',
      unknown: 'Unknown',
      unverified: 'Not verified yet',
    },
    evidence: {
      proved: 'proved',
      inferred: 'inferred',
    },
    finding: {
      others_one: 'and {{count}} more finding',
      others_other: 'and {{count}} more findings',
      fix: 'What to do',
      cause: 'What could not be read',
      copyFix: 'Copy what to do',
    },
    role: {
      label: 'Role',
      console: '{{role}}, opens the AWS console in a new tab',
      account: 'account {{account}}',
      none: 'No role yet: nothing in AWS belongs to this ServiceAccount.',
      copyArn: 'Copy the ARN of {{role}}',
    },
    account: {
      copyName: 'Copy {{name}}',
    },
    permission: {
      label: 'Permissions',
      none: 'The role has no permissions.',
      on: 'on {{resources}}',
      onEverything: 'on every resource',
      more: '{{resources}} and {{count}} more',
      unreadable: 'There may be more or fewer: {{layers}}',
    },
    level: {
      List: 'list',
      Read: 'read',
      Write: 'write',
      'Permissions management': 'change permissions',
      Tagging: 'tag',
    },
    risk: {
      severity: {
        low: 'Low risk',
        medium: 'Medium risk',
        high: 'High risk',
      },
      findings_one: '{{count}} finding',
      findings_other: '{{count}} findings',
    },
    proof: {
      proved: 'Proved by token exchange {{ago}}',
      refused: 'AWS refused the token {{ago}}: {{reason}}',
      failed: 'The token exchange could not be made {{ago}}: {{reason}}',
      noReason: 'no reason given',
      none: 'Not proved by a token exchange yet',
      checked: 'Checked {{ago}}',
    },
    pods: {
      unread: 'Pods could not be read',
      none: 'No pods use it',
      allInjected_one: '{{count}} pod uses it, injected',
      allInjected_other: '{{count}} pods use it, all injected',
      someInjected_one: '{{count}} pod uses it, {{injected}} injected',
      someInjected_other: '{{count}} pods use it, {{injected}} injected',
    },
    time: {
      now: 'just now',
      minutes: '{{count}} min ago',
      hours: '{{count}} h ago',
      days_one: '{{count}} day ago',
      days_other: '{{count}} days ago',
    },
    verify: {
      button: 'Verify now',
      title: 'Verification',
      steps:
        'Each verification reads the cluster and AWS as they are now, runs every check, and exchanges a token with AWS STS. The exchange gives out no power.',
      waiting: 'waiting',
      running: 'verifying…',
      notVerified: 'not verified',
      tooMany: 'Too many live proofs just now. Try again in a minute.',
      tooManySeconds:
        'Too many live proofs just now. Try again in {{seconds}} s.',
      forbidden: 'You may not verify it: {{message}}',
      failed: 'It could not be verified: {{message}}',
      finished: 'The verification is finished.',
      close: 'Close',
    },
    empty: {
      text: 'This component has no AWS access yet.',
      button: 'Give it AWS access',
      unread_one:
        'The catalog names {{refs}}, but nothing is known about it yet. The next sweep of the cluster reads it.',
      unread_other:
        'The catalog names {{refs}}, but nothing is known about them yet. The next sweep of the cluster reads them.',
      invalid:
        'The annotation {{annotation}} names {{refs}}. It must be <cluster>/<namespace>/<name>.',
    },
    failure: {
      title: 'AWS access could not be read',
      retry: 'Try again',
      forbidden:
        'You may not read the AWS access of this component: {{message}}',
      missing:
        'The irsa backend answered that it does not know this component: {{message}}',
      unreachable: 'The irsa backend cannot be reached: {{message}}',
      other: 'The irsa backend answered: {{message}}',
    },
    copy: {
      done: 'Copied',
      failed: 'The browser did not allow copying',
    },
    field: {
      clusterTitle: 'Cluster',
      clusterDescription: 'The EKS cluster in which the service runs.',
      clusterOption: '{{name}} ({{region}}, account {{account}})',
      clusterPlaceholder: 'Choose a cluster',
      clustersLoading: 'Reading the clusters…',
      clustersFailed: 'The clusters could not be read: {{message}}',
      clustersNone: 'There is no cluster that you may use.',
      namespaceTitle: 'Namespace',
      namespaceDescription: 'The namespace in which the service runs.',
      namespaceFreeDescription:
        'A namespace that you may use, or the name of a new one.',
      namespacePlaceholder: 'Choose a namespace',
      namespaceClusterFirst: 'Choose a cluster first',
      namespacesLoading: 'Reading the namespaces of {{cluster}}…',
      namespacesFailed:
        'The namespaces of {{cluster}} could not be read: {{message}}',
      namespacesNone: 'There is no namespace of {{cluster}} that you may use.',
      namespaceInvalid:
        'A namespace has at most 63 lower-case letters, digits and hyphens, and begins and ends with a letter or digit.',
      retry: 'Try again',
    },
  },
});
