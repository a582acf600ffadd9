import type { Recognizer } from '../types';

/** What IAM says when a role has no room for more. */
export const limitErrors: Recognizer[] = [
  {
    pattern: /Cannot exceed quota for ACLSizePerRole: \d+/gi,
    meaning: 'The trust policy of the role has reached its greatest length.',
    faults: ['trust-policy-full'],
  },
  {
    pattern: /Cannot exceed quota for PoliciesPerRole: \d+/gi,
    meaning: 'The role has as many policies as the account allows.',
    faults: ['policies-full'],
  },
];
