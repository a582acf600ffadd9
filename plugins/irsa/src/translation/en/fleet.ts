/** Texts of the fleet page: frame, overview, and clusters. */
export const fleet = {
  'fleet.title': 'AWS access',
  'fleet.tabs': 'Pages of AWS access',
  'fleet.unknownTab': 'This page does not exist',
  'fleet.unknownTabText':
    'AWS access has no page “{{name}}”, or you have no permission to view it.',
  'fleet.toTab': 'Go to {{tab}}',
  'fleet.notFound': 'Not found: {{what}}',
  'fleet.toList': 'Back to the list',
  'fleet.forbidden':
    'No permission to read the IAM service accounts of the fleet: {{message}}',
  'fleet.failed': 'Could not read: {{what}}',
  'fleet.missing':
    'It does not exist, or you have no permission to read it: {{message}}',
  'fleet.reading': 'Reading: {{what}}…',
  'fleet.refused': 'No permission to read this: {{message}}',
  'fleet.toClusters': 'View scan status',
  'fleet.permissionDenied': "You don't have permission to view this page",
  'fleet.permissionDeniedText':
    'This page shows the AWS access of all clusters and accounts. It needs the permission `{{permission}}`, which the policy of this app does not give you. The AWS access of your own services is on the tab “AWS access” of each component.',

  'fleet.ownersPage': 'See the AWS access of this owner:',

  'overview.title': 'Overview',
  'overview.none':
    'No scan has finished yet. The first scan of each cluster and account starts soon after the backend.',
  'overview.numbers': 'Numbers',
  'overview.verified': 'checks pass',
  'overview.broken': 'broken',
  'overview.serviceAccountRole': 'with a ServiceAccount role',
  'overview.usesNodeRole': 'on the node role',
  'overview.openFindings': 'Open findings',
  'overview.critical': 'critical',
  'overview.high': 'high',
  'overview.criticalAndHigh': 'critical and high',
  'overview.unused': 'unused',
  'overview.all': 'in all',
  'overview.bySeverity': 'Open findings by severity',
  'overview.byOwner': 'Owners with the most open findings',
  'overview.shared_one':
    '{{count, number}} finding has several owners and counts for each of them.',
  'overview.shared_other':
    '{{count, number}} findings have several owners and count for each of them.',
  'overview.noOwner': 'without an owner',
  'overview.noFindings': 'No finding is open.',
  'overview.findingsOf': 'Open findings: {{count, number}}, {{name}}',
  'overview.accepted_one': '{{count, number}} more is accepted',
  'overview.accepted_other': '{{count, number}} more are accepted',
  'overview.identitySource_one': 'AWS identity of {{count, number}} workload',
  'overview.identitySource_other':
    'AWS identity of {{count, number}} workloads',
  'overview.identitySourceOf': '{{name}}: {{count, number}} ({{percent}}%)',
  'overview.stale_one': 'Data for {{names}} is out of date',
  'overview.stale_other': 'Data for {{names}} is out of date',
  'overview.staleMore_one': '{{names}} and {{count, number}} more',
  'overview.staleMore_other': '{{names}} and {{count, number}} more',
  'overview.toScopes': 'See why',
  'overview.withoutComponent_one':
    '{{count, number}} IAM service account has no component in the catalog',
  'overview.withoutComponent_other':
    '{{count, number}} IAM service accounts have no component in the catalog',
  'overview.adoptText':
    'No component page shows them. Annotate or link the component that each serves; adopt those that Backstage should manage.',
  'overview.toAdoption': 'See them',

  'trend.range': 'Range of the trends',
  'trend.days': '{{count}} days',
  'trend.asTable': 'Trends as a table',
  'trend.since': 'Recorded since {{date}}',
  'trend.day': 'Day',
  'trend.of.broken': 'Broken service accounts',
  'trend.of.usesNodeRole': 'Workloads on the node role',
  'trend.of.highFindings': 'Critical and high findings',
  'trend.of.unusedRoles': 'Unused roles',
  'trend.up_one': '{{what}}: up from {{from}} to {{to}} in {{count}} day',
  'trend.up_other': '{{what}}: up from {{from}} to {{to}} in {{count}} days',
  'trend.down_one': '{{what}}: down from {{from}} to {{to}} in {{count}} day',
  'trend.down_other':
    '{{what}}: down from {{from}} to {{to}} in {{count}} days',
  'trend.same_one': '{{what}}: {{to}}, as {{count}} day ago',
  'trend.same_other': '{{what}}: {{to}}, as {{count}} days ago',
  'trend.none': '{{what}}: not enough data (needs 2 days)',

  'scope.title': 'Clusters',
  'scope.all': 'Clusters and accounts',
  'scope.clusters': 'Clusters',
  'scope.accounts': 'AWS accounts',
  'scope.none':
    'No cluster is configured. Add one to `irsa.clusters` in `app-config.yaml`.',
  'scope.region': 'Region',
  'scope.lastScan': 'Last complete scan',
  'scope.lastEvent': 'Last event read',
  'scope.never': 'never',
  'scope.took': 'Duration',
  'scope.seconds': '{{seconds}} s',
  'scope.tookWithCalls':
    '{{seconds}} s, {{aws}} calls to AWS, {{kubernetes}} to Kubernetes',
  'scope.staleSince':
    'Stale: last scanned {{ago}}. The rows are from that time.',
  'scope.noneFinished': 'No scan has finished yet.',
  'scope.missingPermission': 'Missing permission: {{right}}.',
  'scope.scan': 'Scan now',
  'scope.scanOf': 'Scan now: {{name}}',
  'scope.requested':
    'Scan requested. It starts when a backend replica is free.',
  'scope.scanFailed': 'Backstage could not start the scan: {{message}}',

  'scope.state': 'State of the scan',
  'scope.everyState': 'Every state ({{count}})',
  'scope.more': 'Show more ({{count}} left)',

  'scope.setup': 'Setup',
  'scope.setupOf': 'Setup: {{name}}',
  'setup.title': 'Setup of {{cluster}}',
  'setup.source': 'Source',
  'setup.configured': 'Configuration',
  'setup.discovered': 'Discovery',
  'setup.access-entry': 'EKS access entry of the backend',
  'setup.rbac': 'Kubernetes RBAC of the backend',
  'setup.oidc-provider': 'OIDC provider in IAM',
  'setup.token-request': 'Identity that requests tokens',
  'setup.namespace-rule': 'Namespace rule',
  'setup.commandsOf': 'Commands: {{title}}',
  'setup.terraform': 'Terraform',
  'setup.copyTerraform': 'Copy Terraform: {{title}}',
  'setup.configuration': 'Configuration',
  'setup.copyConfiguration': 'Copy configuration: {{title}}',
  'setupState.done': 'Done',
  'setupState.missing': 'Missing',
  'setupState.optional': 'Optional',
  'setupState.unknown': 'Unknown',
  'discovery.start': 'Discover now',
  'discovery.running':
    'Looking for clusters and accounts. New ones appear below.',
  'discovery.startFailed':
    'Backstage could not start the discovery: {{message}}',
  'discovery.unread':
    'Could not read the progress of the discovery: {{message}}',
  'discovery.failed_one': 'Discovery failed in {{count}} place',
  'discovery.failed_other': 'Discovery failed in {{count}} places',

  'scopeState.never': 'Never scanned',
  'scopeState.current': 'Current',
  'scopeState.stale': 'Stale',
  'scopeState.scanning': 'Scanning…',

  'scopeCount.serviceAccounts': 'IAM service accounts',
  'scopeCount.workloads': 'Workloads',
  'scopeCount.pods': 'Pods',
  'scopeCount.roles': 'Roles',
  'scopeCount.providers': 'OIDC providers',
  'scopeCount.findings': 'Open findings',
} as const;
