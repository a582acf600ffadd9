/** Dialogs that change an IAM service account. */
export const changes = {
  'operation.lost':
    'It goes on, but how far it is could not be read: {{message}} Load this page again to see what came of it.',

  'apply.title': 'Our plan brings back what was asked for',
  'apply.steps': 'Steps of the plan',
  'apply.button': 'Apply',
  'apply.started': 'The plan is being applied.',
  'apply.completed': 'The plan is applied.',
  'apply.failed': 'The plan was not applied: {{message}}',
  'apply.forbidden': 'You may not apply the plan: {{message}}',
  'apply.planFailed':
    'Whether our plan can mend this is not known: {{message}}',
  'apply.status.pending': 'waiting',
  'apply.status.running': 'running…',
  'apply.status.done': 'done',
  'apply.status.failed': 'failed',

  'adopt.button': 'Adopt…',
  'adopt.title': 'Adopt {{account}}',
  'adopt.text':
    'This role and ServiceAccount were made without Backstage. Once adopted they are kept as planned here, and what somebody changes later is shown. The policies on the role stay as they are.',
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
  'remove.loading': 'Reading what would go…',
  'remove.planFailed': 'What would go could not be read: {{message}}',
  'remove.goes': 'What goes',
  'remove.nothing':
    'Nothing of it is left in AWS or in the cluster: only the record of it goes.',
  'remove.pods_one': '{{count}} pod runs as it, and loses its access to AWS.',
  'remove.pods_other':
    '{{count}} pods run as it, and lose their access to AWS.',
  'remove.stays': 'What stays',
  'remove.always':
    "The namespace and the cluster's OIDC provider stay: neither is ever deleted",
  'remove.annotation':
    'The annotation {{annotation}} stays in the catalog: take it out where the component is described',
  'remove.name': 'Type {{name}} to confirm',
  'remove.confirm': 'Remove',
  'remove.steps': 'Steps of the removal',
  'remove.started': 'It is being removed.',
  'remove.completed': 'The AWS access is removed.',
  'remove.failed': 'It was not removed: {{message}}',
  'remove.forbidden': 'You may not remove it: {{message}}',

  'drift.label': 'Not as asked',
  'drift.title_one': 'One thing is not as it was asked for',
  'drift.title_other': '{{count}} things are not as they were asked for',
  'drift.step': 'To bring it back: {{step}}',
  'drift.bringBack': 'Bring back',
} as const;
