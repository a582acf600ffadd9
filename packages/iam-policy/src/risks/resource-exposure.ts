import { RESOURCE_EXPOSURE } from './data/resource-exposure';
import { evidenceOf, grantedBroadly, some, type RiskRule } from './risk';

/** Opening every resource of a kind to others, not named ones. */
export const resourceExposure: RiskRule = ({ access }) => {
  const { actions, grants } = grantedBroadly(access, RESOURCE_EXPOSURE);
  if (actions.length === 0) return [];
  return [
    {
      id: 'resource-exposure-all-resources',
      severity: 'medium',
      message: `It may open any resource to others, or to everybody, by ${some(
        actions,
      )}.`,
      evidence: evidenceOf(grants),
    },
  ];
};
