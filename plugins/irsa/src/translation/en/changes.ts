/** Dialogs that change an IAM service account. */
export const changes = {
  'operation.lost':
    'The operation continues, but its progress could not be read: {{message}} Reload this page to see its result.',

  'apply.title': 'Apply the plan to fix this',
  'apply.steps': 'Steps of the plan',
  'apply.button': 'Apply',
  'apply.started': 'The plan is being applied.',
  'apply.completed': 'The plan is applied.',
  'apply.failed': 'The plan was not applied: {{message}}',
  'apply.forbidden': 'You may not apply the plan: {{message}}',
  'apply.planFailed':
    'Backstage could not make a plan to fix this: {{message}}',
  'apply.status.pending': 'Pending',
  'apply.status.running': 'Running…',
  'apply.status.done': 'Succeeded',
  'apply.status.failed': 'Failed',

  'adopt.button': 'Adopt…',
  'adopt.title': 'Adopt {{account}}',
  'adopt.text':
    'This role and ServiceAccount were created without Backstage. Once you adopt them, Backstage keeps them as planned here and shows later changes as drift. The policies of the role stay as they are.',
  'adopt.loading': 'Making the plan…',
  'adopt.planFailed': 'The plan could not be made: {{message}}',
  'adopt.changes': 'What changes',
  'adopt.nothing': 'Nothing changes in AWS or in the cluster.',
  'adopt.confirm': 'Adopt',
  'adopt.steps': 'Steps of the adoption',
  'adopt.started': 'It is being adopted.',
  'adopt.completed': 'It is adopted.',
  'adopt.failed': 'It was not adopted: {{message}}',
  'adopt.forbidden': 'You may not adopt it: {{message}}',

  'remove.button': 'Remove AWS access…',
  'remove.title': 'Remove the AWS access of {{account}}',
  'remove.loading': 'Making the plan…',
  'remove.planFailed': 'The plan could not be made: {{message}}',
  'remove.goes': 'Resources to delete',
  'remove.nothing':
    'Nothing of it is left in AWS or in the cluster. Only its record is deleted.',
  'remove.pods_one': '{{count}} pod runs as it, and loses its access to AWS.',
  'remove.pods_other':
    '{{count}} pods run as it, and lose their access to AWS.',
  'remove.stays': 'Resources to keep',
  'remove.always':
    "The namespace and the cluster's OIDC provider: neither is ever deleted",
  'remove.annotation':
    'The annotation {{annotation}}: remove it from the catalog file of the component',
  'remove.name': 'Type {{name}} to confirm',
  'remove.confirm': 'Remove',
  'remove.steps': 'Steps of the removal',
  'remove.started': 'It is being removed.',
  'remove.completed': 'The AWS access is removed.',
  'remove.failed': 'It was not removed: {{message}}',
  'remove.forbidden': 'You may not remove it: {{message}}',

  'drift.label': 'Drift detected',
  'drift.title_one': '{{count}} resource has drifted',
  'drift.title_other': '{{count}} resources have drifted',
  'drift.step': 'To reconcile: {{step}}',
  'drift.reconcile': 'Reconcile',
} as const;
