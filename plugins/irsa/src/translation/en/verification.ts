/** Verifying, and what an error of a pod means. */
export const verification = {
  'verify.button': 'Verify now',
  'verify.title': 'Verification',
  'verify.steps':
    'Each verification reads the cluster and AWS as they are now, runs every check, and exchanges a token with AWS STS. The exchange gives out no power.',
  'verify.waiting': 'waiting',
  'verify.running': 'verifying…',
  'verify.notVerified': 'not verified',
  'verify.tooMany': 'Too many live proofs just now. Try again in a minute.',
  'verify.tooManySeconds':
    'Too many live proofs just now. Try again in {{seconds}} s.',
  'verify.forbidden': 'You may not verify it: {{message}}',
  'verify.failed': 'It could not be verified: {{message}}',
  'verify.finished': 'The verification is finished.',

  'diagnose.title': 'Diagnose',
  'diagnose.label': "Paste an error from a pod's log",
  'diagnose.description': 'The text is not stored.',
  'diagnose.button': 'Diagnose',
  'diagnose.pending': 'Reading the text and checking every link…',
  'diagnose.failed': 'There is no diagnosis: {{message}}',
  'diagnose.forbidden': 'You may not ask for a diagnosis: {{message}}',
  'diagnose.understood': 'What was understood',
  'diagnose.notUnderstood':
    'Nothing in the text was recognised. Paste the lines around the error, as the pod wrote them.',
  'diagnose.candidates': 'Likely faults',
  'diagnose.noCandidates': 'No fault that we know fits the text.',
  'diagnose.checked': 'Held against checks made {{ago}}.',
  'diagnose.action': 'Action',
  'diagnose.resource': 'Resource',
  'diagnose.principal': 'Who asked',

  'candidate.confirmed': 'Confirmed',
  'candidate.possible': 'Possible',
  'candidate.ruled-out': 'Ruled out',
} as const;
