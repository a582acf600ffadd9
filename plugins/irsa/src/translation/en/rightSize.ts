/** Texts of removing unused access and restoring it. */
export const rightSize = {
  'rightSize.title': 'Right-size',
  'rightSize.text':
    'Finds permissions of this role that nothing has used, and removes those you choose. AWS generates the report, which takes some seconds.',
  'rightSize.find': 'Find unused access',
  'rightSize.again': 'Read the report again',
  'rightSize.pending':
    'AWS is generating its report of what the role used. This takes some seconds.',
  'rightSize.failed': 'Could not read what the role used',
  'rightSize.report':
    'From the AWS report of {{ago}}. The role was created {{age}}. Live proofs do not count as use.',
  'rightSize.none': 'Everything that is granted is used.',
  'rightSize.noServices': 'No service is granted.',
  'rightSize.services': 'Services that are granted',
  'rightSize.drop': 'Remove {{service}}',
  'rightSize.narrow_one':
    'Remove only {{count}} unused action of {{service}}: {{actions}}',
  'rightSize.narrow_other':
    'Remove only {{count}} unused actions of {{service}}: {{actions}}',
  'rightSize.since': '{{reason}} ({{ago}})',
  'rightSize.source': 'Granted by: {{sources}}.',
  'rightSize.keepReason': 'Cannot be removed: {{reason}}',
  'rightSize.decision.keep': 'Used',
  'rightSize.decision.narrow': 'Used in part',
  'rightSize.decision.drop': 'Unused',
  'rightSize.decision.undecided': 'Unknown',
  'rightSize.confidence.high': 'high confidence',
  'rightSize.confidence.medium': 'medium confidence',
  'rightSize.confidence.low': 'low confidence',
  'rightSize.unused': '{{decision}}, {{confidence}}',
  'rightSize.delete': 'This role was never used ({{confidence}})',
  'rightSize.deletePlan':
    'Remove the AWS access instead of changing its permissions.',
  'rightSize.deleteElsewhere': 'Delete it in the tool that created it.',
  'rightSize.unchangeable': 'Cannot be changed here',
  'rightSize.nothingChosen': 'Choose the permissions to remove.',
  'rightSize.changes': 'What changes',
  'rightSize.updating': 'Planning the removal…',
  'rightSize.choiceFailed': 'Could not create the plan: {{message}}',
  'rightSize.notYours':
    'Read-only. To change it, you must belong to its recorded owner and have the permission irsa.service-account.update.',
  'rightSize.cutOff': 'Read-only while AWS access is cut off.',
  'rightSize.button_one': 'Remove unused access of {{count}} service',
  'rightSize.button_other': 'Remove unused access of {{count}} services',
  'rightSize.manual': 'Manual change',
  'rightSize.manualText':
    'The smaller policies, and the AWS CLI commands that write them. A managed policy may serve other roles too: check first which roles use it. IAM keeps five versions of it: where five are listed, delete one that is not the default first (aws iam delete-policy-version).',
  'rightSize.commands': 'Removal commands',
  'rightSize.undoCommands': 'Undo commands',
  'rightSize.policy': 'policy {{name}}',

  'rightSizing.title': 'Previous removals',
  'rightSizing.line': '{{services}} – {{ago}}, by {{by}}',
  'rightSizing.narrowed': '{{service}} in part',
  'rightSizing.status.applied': 'Removed',
  'rightSizing.status.running': 'Running…',
  'rightSizing.status.failed': 'Failed',
  'rightSizing.status.undone': 'Restored',
  'rightSizing.undo': 'Undo',
  'rightSizing.undoOf': 'Undo: restore {{services}}',
  'rightSizing.failed': 'Could not read the previous removals: {{message}}',

  'rightSize.apply.steps': 'Removal steps',
  'rightSize.apply.started': 'Removing permissions…',
  'rightSize.apply.succeeded': 'Permissions removed; access verified.',
  'rightSize.apply.failed': 'Could not remove the permissions: {{message}}',
  'rightSize.apply.forbidden':
    'No permission to remove permissions: {{message}}',

  'rightSize.undo.steps': 'Restore steps',
  'rightSize.undo.started': 'Restoring permissions…',
  'rightSize.undo.succeeded': 'Permissions restored; access verified.',
  'rightSize.undo.failed': 'Could not restore the permissions: {{message}}',
  'rightSize.undo.forbidden':
    'No permission to restore permissions: {{message}}',
} as const;
