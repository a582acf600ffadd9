import type { Recognizer } from '../types';

/** IAM messages about exceeded role quotas. */
export const limitErrors: Recognizer[] = [
  {
    pattern: /Cannot exceed quota for ACLSizePerRole: \d+/gi,
    meaning: 'The trust policy of the role has reached its maximum length.',
    faults: ['trust-policy-full'],
  },
  {
    pattern: /Cannot exceed quota for PoliciesPerRole: \d+/gi,
    meaning: 'The role has as many policies as the account allows.',
    faults: ['policies-full'],
  },
];
