import type { Blocker } from '../types';

/** Of a trust policy that would be longer than IAM takes. */
export const TRUST_SIZE_RULE = 'trust-policy-size';

/** Both mechanisms stand in the trust policy while pods change over, and anyone who shares the role stands there too. */
export const sharedTrustTooLong: Blocker = ({ violations, desired }) =>
  violations.some(({ rule }) => rule === TRUST_SIZE_RULE)
    ? [
        {
          rule: 'shared-trust-too-long',
          message: `The trust policy of role ${
            desired?.roleName ?? ''
          } would be longer than IAM takes while both mechanisms stand in it.`,
          remediation:
            'Ask AWS for a higher quota on the length of role trust policies, or let fewer ServiceAccounts share the role.',
        },
      ]
    : [];
