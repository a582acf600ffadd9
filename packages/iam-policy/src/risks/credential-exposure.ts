import { CREDENTIAL_EXPOSURE } from './data/credential-exposure';
import { evidenceOf, grantedBroadly, some, type RiskRule } from './risk';

/** Finds access to secrets, passwords, or tokens on all resources rather than on named ones. */
export const credentialExposure: RiskRule = questions => {
  const { actions, grants } = grantedBroadly(questions, CREDENTIAL_EXPOSURE);
  if (actions.length === 0) return [];
  return [
    {
      id: 'credential-exposure-all-resources',
      severity: 'high',
      message: `It can read secrets or credentials on all resources with ${some(
        actions,
      )}.`,
      evidence: evidenceOf(grants),
      extent: actions,
    },
  ];
};
