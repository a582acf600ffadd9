import { DATA_ACCESS } from './data/data-access';
import { evidenceOf, grantedBroadly, some, type RiskRule } from './risk';

/** Finds access to the data of all buckets, tables, or queues rather than of named ones. */
export const dataAccess: RiskRule = questions => {
  const { actions, grants } = grantedBroadly(questions, DATA_ACCESS);
  if (actions.length === 0) return [];
  return [
    {
      id: 'data-access-all-resources',
      severity: 'medium',
      message: `It can read data on all resources with ${some(actions)}.`,
      evidence: evidenceOf(grants),
      extent: actions,
    },
  ];
};
