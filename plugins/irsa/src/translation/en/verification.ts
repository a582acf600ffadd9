/** Texts of verification, and of diagnosing a pod's error. */
export const verification = {
  'verify.button': 'Verify now',
  'verify.title': 'Verification',
  'verify.steps':
    'Each verification reads the cluster and AWS as they are now, and runs every check. With IRSA it also exchanges a token with AWS STS, where that is configured. The session policy of the exchange denies all actions.',
  'verify.waiting': 'Pending',
  'verify.running': 'Verifying…',
  'verify.notVerified': 'Not verified',
  'verify.tooMany': 'Too many verifications just now. Try again in a minute.',
  'verify.tooManySeconds':
    'Too many verifications just now. Try again in {{seconds}} s.',
  'verify.forbidden': 'No permission to verify it: {{message}}',
  'verify.failed': 'The verification failed: {{message}}',
  'verify.finished': 'Verification finished.',

  'diagnose.title': 'Diagnose',
  'diagnose.label': "Paste an error from a pod's log",
  'diagnose.description': 'The text is not stored.',
  'diagnose.tooLong':
    'The text has {{length}} characters, and at most {{most}} are accepted. Paste only the lines around the error.',
  'diagnose.button': 'Diagnose',
  'diagnose.pending': 'Reading the text and checking every link…',
  'diagnose.failed': 'The diagnosis failed: {{message}}',
  'diagnose.forbidden': 'No permission to ask for a diagnosis: {{message}}',
  'diagnose.understood': 'Recognized text',
  'diagnose.notUnderstood':
    'Nothing in the text was recognized. Paste the lines around the error, as the pod wrote them.',
  'diagnose.candidates': 'Likely faults',
  'diagnose.noCandidates': 'No known fault matches the text.',
  'diagnose.checked': 'Compared with checks run {{ago}}.',
  'diagnose.action': 'Action',
  'diagnose.resource': 'Resource',
  'diagnose.principal': 'Principal',

  'candidate.confirmed': 'Confirmed',
  'candidate.possible': 'Possible',
  'candidate.ruled-out': 'Ruled out',
} as const;
