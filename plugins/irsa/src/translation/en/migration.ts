/** Texts of the fleet's migration to EKS Pod Identity. */
export const migration = {
  'migration.title': 'Migration',
  'migration.loading': 'Reading the migration progress…',
  'migration.failed': 'Could not read the migration progress',
  'migration.summary_one':
    '{{podIdentity}} of {{count, number}} IAM service account uses EKS Pod Identity.',
  'migration.summary_other':
    '{{podIdentity}} of {{count, number}} IAM service accounts use EKS Pod Identity.',
  'migration.clusters': 'By cluster',
  'migration.counts':
    '{{podIdentity}} by EKS Pod Identity · {{moving}} in progress · {{irsa}} by IRSA',
  'migration.done': '{{percent}}% done',
  'migration.none':
    'There is no IAM service account that you can read. One appears here once a component has AWS access and was verified.',
  'migration.filters': 'Filters',
  'migration.stages': 'Stage',
  'migration.cluster': 'Cluster',
  'migration.allClusters': 'All clusters',
  'migration.table': 'IAM service accounts',
  'migration.account': 'IAM service account',
  'migration.component': 'Component',
  'migration.owner': 'Owner',
  'migration.stage': 'Stage',
  'migration.restarts': 'Pods to restart',
  'migration.noComponent': 'None',
  'migration.noOwner': 'None',
  'migration.asVerified': 'As last verified.',

  'migrationStage.all': 'All',
  'migrationStage.irsa': 'IRSA',
  'migrationStage.in-progress': 'In progress',
  'migrationStage.pod-identity': 'EKS Pod Identity',
} as const;
