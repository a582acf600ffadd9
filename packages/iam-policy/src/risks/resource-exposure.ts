import { RESOURCE_EXPOSURE } from './data/resource-exposure';
import { evidenceOf, grantedBroadly, some, type RiskRule } from './risk';

/** Finds permission to give others access to all resources of a type rather than to named ones. */
export const resourceExposure: RiskRule = questions => {
  const { actions, grants } = grantedBroadly(questions, RESOURCE_EXPOSURE);
  if (actions.length === 0) return [];
  return [
    {
      id: 'resource-exposure-all-resources',
      severity: 'medium',
      message: `It can share any resource with others or make it public with ${some(
        actions,
      )}.`,
      evidence: evidenceOf(grants),
      extent: actions,
    },
  ];
};
