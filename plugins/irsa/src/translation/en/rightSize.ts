/** Taking unused access away, and giving it back. */
export const rightSize = {
  'rightSize.title': 'Right-size',
  'rightSize.text':
    'Finds what this role may do and nobody used, and takes it away if you want. AWS makes the report, which takes some seconds.',
  'rightSize.find': 'Find unused access',
  'rightSize.again': 'Read the report again',
  'rightSize.pending':
    'AWS is making its report of what the role used. It takes some seconds.',
  'rightSize.failed': 'What the role used could not be read',
  'rightSize.report':
    "From AWS's report, made {{ago}}. The role was made {{age}}. Live proofs of this product do not count as use.",
  'rightSize.none': 'Everything that is granted is used.',
  'rightSize.services': 'Services that are granted',
  'rightSize.drop': 'Take away {{service}}',
  'rightSize.narrow_one':
    'Take away only {{count}} unused action of {{service}}: {{actions}}',
  'rightSize.narrow_other':
    'Take away only {{count}} unused actions of {{service}}: {{actions}}',
  'rightSize.since': '{{reason}} ({{ago}})',
  'rightSize.source': 'Granted by: {{sources}}.',
  'rightSize.stays': 'It stays. {{reason}}',
  'rightSize.decision.keep': 'Used',
  'rightSize.decision.narrow': 'Used in part',
  'rightSize.decision.drop': 'Unused',
  'rightSize.decision.undecided': 'Not sure',
  'rightSize.confidence.sure': 'sure',
  'rightSize.confidence.likely': 'likely',
  'rightSize.confidence.unsure': 'not sure',
  'rightSize.unused': '{{decision}}, {{confidence}}',
  'rightSize.delete': 'Nobody has ever used this role ({{confidence}})',
  'rightSize.deletePlan': 'Remove it as a whole rather than make it smaller.',
  'rightSize.deleteElsewhere': 'Delete it where it was made.',
  'rightSize.way': 'Not changed here',
  'rightSize.nothingChosen': 'Choose what is to be taken away.',
  'rightSize.changes': 'What changes',
  'rightSize.updating': 'Making the plan for what is chosen…',
  'rightSize.choiceFailed': 'The plan could not be made: {{message}}',
  'rightSize.notYours':
    'You may look at it, but not change it: that takes an owner of the component with the permission irsa.service-account.update.',
  'rightSize.button_one': 'Take away {{count}} service',
  'rightSize.button_other': 'Take away {{count}} services',
  'rightSize.byHand': 'By hand',
  'rightSize.byHandText':
    'The smaller policies, and the commands of the AWS CLI that write them. A managed policy may serve other roles too: see first who has it.',
  'rightSize.commands': 'Commands that take it away',
  'rightSize.undoCommands': 'Commands that give it back',
  'rightSize.policy': 'policy {{name}}',

  'rightSizing.title': 'Taken away before',
  'rightSizing.line': '{{services}} – {{ago}}, by {{by}}',
  'rightSizing.narrowed': '{{service}} in part',
  'rightSizing.status.applied': 'taken away',
  'rightSizing.status.running': 'going on…',
  'rightSizing.status.failed': 'failed',
  'rightSizing.status.undone': 'given back',
  'rightSizing.undo': 'Undo',
  'rightSizing.undoOf': 'Undo: give back {{services}}',
  'rightSizing.failed':
    'What was taken away before could not be read: {{message}}',

  'takeAway.steps': 'Steps of taking away',
  'takeAway.started': 'It is being taken away.',
  'takeAway.completed': 'It is taken away, and the service was verified again.',
  'takeAway.failed': 'It was not taken away: {{message}}',
  'takeAway.forbidden': 'You may not take it away: {{message}}',

  'giveBack.steps': 'Steps of giving back',
  'giveBack.started': 'It is being given back.',
  'giveBack.completed': 'It is given back, and the service was verified again.',
  'giveBack.failed': 'It was not given back: {{message}}',
  'giveBack.forbidden': 'You may not give it back: {{message}}',
} as const;
