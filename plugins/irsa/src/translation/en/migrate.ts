/** Texts of migrating an IAM service account to the other mechanism. */
export const migrate = {
  'migrate.to.pod-identity': 'Migrate to EKS Pod Identity…',
  'migrate.to.irsa': 'Migrate back to IRSA…',
  'migrate.title.pod-identity': 'Migrate {{account}} to EKS Pod Identity',
  'migrate.title.irsa': 'Migrate {{account}} back to IRSA',
  'migrate.text.pod-identity':
    'Pods keep credentials throughout, if their AWS SDK supports EKS Pod Identity: check the version first. Nothing else about the ServiceAccount changes.',
  'migrate.text.irsa':
    'Running pods keep the credentials that they hold for some hours, and get no new ones. Restart them at once. Nothing else about the ServiceAccount changes.',
  'migrate.loading': 'Planning the migration…',
  'migrate.planFailed': 'Could not plan the migration: {{message}}',
  'migrate.blockers_one': '{{count}} blocker: nothing will be changed',
  'migrate.blockers_other': '{{count}} blockers: nothing will be changed',
  'migrate.warnings': 'Before you migrate',
  'migrate.changes': 'What changes now',
  'migrate.nothing': 'Nothing changes now.',
  'migrate.restarts': 'Pods to restart',
  'migrate.noRestarts': 'No pod needs a restart.',
  'migrate.restart_one': '{{workload}}: {{count, number}} pod',
  'migrate.restart_other': '{{workload}}: {{count, number}} pods',
  'migrate.commands': 'Restart commands',
  'migrate.remaining': 'Remaining steps',
  'migrate.confirm': 'Migrate',
  'migrate.steps': 'Migration steps',
  'migrate.started': 'Migrating…',
  'migrate.succeeded': 'Migration applied.',
  'migrate.restartListed': 'Restart listed pods to finish.',
  'migrate.failed': 'Could not migrate it: {{message}}',
  'migrate.forbidden': 'No permission to migrate it: {{message}}',

  'moving.label': 'Migration in progress',
  'moving.title.pod-identity': 'Migration to EKS Pod Identity in progress',
  'moving.title.irsa': 'Migration back to IRSA in progress',
  'moving.pods_one':
    '{{count, number}} pod uses credentials of {{mechanism}} until it restarts.',
  'moving.pods_other':
    '{{count, number}} pods use credentials of {{mechanism}} until they restart.',
  'moving.ready': 'No pod needs a restart: the migration can be finished.',
  'moving.button': 'Finish…',
  'moving.loading': 'Reading the pods to restart…',
  'moving.failed': 'Could not read the pods to restart: {{message}}',
} as const;
