/** Texts of dialogs that change an IAM service account. */
export const changes = {
  'operation.lost':
    'The operation continues, but its progress could not be read: {{message}} Reload this page to see its result.',

  'planDialog.loading': 'Planning…',
  'planDialog.failed': 'Could not create the plan: {{message}}',
  'planDialog.changes': 'What changes',

  'apply.steps': 'Plan steps',
  'apply.confirm': 'Apply',
  'apply.started': 'Applying the plan…',
  'apply.succeeded': 'Plan applied.',
  'apply.failed': 'Could not apply the plan: {{message}}',
  'apply.forbidden': 'No permission to apply the plan: {{message}}',
  'apply.status.pending': 'Pending',
  'apply.status.running': 'Running…',
  'apply.status.succeeded': 'Succeeded',
  'apply.status.failed': 'Failed',

  'adopt.button': 'Adopt…',
  'adopt.title': 'Adopt {{account}}',
  'adopt.text':
    'This role and ServiceAccount were created without Backstage. Once you adopt them, Backstage keeps them as planned here and shows later changes as drift. The policies of the role stay as they are.',
  'adopt.nothing': 'Nothing changes in AWS or in the cluster.',
  'adopt.confirm': 'Adopt',
  'adopt.steps': 'Adoption steps',
  'adopt.started': 'Adopting…',
  'adopt.succeeded': 'Adopted.',
  'adopt.failed': 'Could not adopt it: {{message}}',
  'adopt.forbidden': 'No permission to adopt it: {{message}}',

  'finish.confirm': 'Finish',
  'finish.steps': 'Plan steps',
  'finish.started': 'Taking back…',
  'finish.succeeded': 'Taken back: Backstage manages it again.',
  'finish.failed': 'Could not finish: {{message}}',
  'finish.forbidden': 'No permission to finish: {{message}}',

  'remove.button': 'Remove AWS access…',
  'remove.title': 'Remove the AWS access of {{account}}',
  'remove.loading': 'Planning…',
  'remove.planFailed': 'Could not create the plan: {{message}}',
  'remove.goes': 'Resources to delete',
  'remove.nothing':
    'Nothing is left in AWS or in the cluster. Only the record is deleted.',
  'remove.pods_one': '{{count, number}} pod loses the access of this role.',
  'remove.pods_other': '{{count, number}} pods lose the access of this role.',
  'remove.podsUnread':
    'Could not list pods. Pods that use this role lose its access.',
  'remove.stays': 'Resources to keep',
  'remove.always':
    "The namespace and the cluster's OIDC provider: neither is ever deleted",
  'remove.annotation':
    'The annotation {{annotation}}: remove it from the catalog file of the component',
  'remove.name': 'Type {{name}} to confirm',
  'remove.confirm': 'Remove',
  'remove.steps': 'Removal steps',
  'remove.started': 'Removing AWS access…',
  'remove.succeeded': 'AWS access removed.',
  'remove.failed': 'Could not remove it: {{message}}',
  'remove.forbidden': 'No permission to remove it: {{message}}',

  'drift.label': 'Drift detected',
  'drift.title_one': '{{count}} resource has drifted',
  'drift.title_other': '{{count}} resources have drifted',
  'drift.step': 'To reconcile: {{step}}',
  'drift.reconcile': 'Reconcile…',
} as const;
