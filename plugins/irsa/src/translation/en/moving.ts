/** Moving an IAM service account from one mechanism to the other. */
export const moving = {
  'migrate.to.pod-identity': 'Move to EKS Pod Identity…',
  'migrate.to.irsa': 'Move back to IRSA…',
  'migrate.title.pod-identity': 'Move {{account}} to EKS Pod Identity',
  'migrate.title.irsa': 'Move {{account}} back to IRSA',
  'migrate.text':
    'At no moment are its pods without credentials. The ServiceAccount keeps all else that it has.',
  'migrate.loading': 'Reading what would change…',
  'migrate.planFailed': 'What would change could not be read: {{message}}',
  'migrate.blockers_one':
    'One thing stands in the way: nothing will be changed',
  'migrate.blockers_other':
    '{{count}} things stand in the way: nothing will be changed',
  'migrate.warnings': 'Know before you begin',
  'migrate.changes': 'What changes now',
  'migrate.nothing': 'Nothing is to change now.',
  'migrate.restarts': 'Pods that must start again',
  'migrate.noRestarts': 'No pod has to start again.',
  'migrate.restart_one': '{{workload}}: {{count}} pod',
  'migrate.restart_other': '{{workload}}: {{count}} pods',
  'migrate.commands': 'Commands that start them again',
  'migrate.remaining': 'What is left for after that',
  'migrate.confirm': 'Move',
  'migrate.steps': 'Steps of the move',
  'migrate.started': 'It is being moved.',
  'migrate.completed': 'It is moved as far as its pods let it.',
  'migrate.failed': 'It was not moved: {{message}}',
  'migrate.forbidden': 'You may not move it: {{message}}',

  'moving.label': 'On the way',
  'moving.title.pod-identity': 'On the way to EKS Pod Identity',
  'moving.title.irsa': 'On the way back to IRSA',
  'moving.pods_one':
    '{{count}} pod holds credentials of {{mechanism}} until it starts again.',
  'moving.pods_other':
    '{{count}} pods hold credentials of {{mechanism}} until they start again.',
  'moving.ready': 'No pod waits any more: the move can be finished.',
  'moving.button': 'Finish…',
  'moving.loading': 'Reading which pods must start again…',
  'moving.failed': 'Which pods must start again could not be read: {{message}}',
} as const;
