import type { GovernanceCheck } from './types';
import { fromVerification } from './utils/fromVerification';

/** Checks whether a ServiceAccount is annotated or associated with a role that does not exist. */
export const check: GovernanceCheck<'service-account'> = {
  meta: {
    id: 'role-missing',
    subject: 'service-account',
    title: 'The role does not exist',
    question: 'Does the role that the ServiceAccount names exist?',
    requiredPermissions: [
      'iam:GetAccountAuthorizationDetails',
      'list serviceaccounts',
    ],
    docs: 'docs/reference/findings/role-missing.md',
    weighs: ['pods'],
  },
  run({ observed, verification }) {
    return verification.checks
      .filter(({ id, result }) => id === 'role-exists' && result === 'fail')
      .filter(() => observed.role.state === 'absent')
      .map(result => ({
        severity: 'high',
        impact: 'The service cannot call AWS.',
        ...fromVerification(result),
      }));
  },
};
