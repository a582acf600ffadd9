import { evidenceOf, grantedBroadly, type RiskRule } from './risk';

// A principal that can use an action of a service that does not exist, and can change policies, can do everything.
const PROBES = [
  'any-service:AnyAction',
  'iam:CreatePolicyVersion',
  'iam:AttachRolePolicy',
];

/** Finds policies that grant all actions on all resources, by `*` or by a NotAction that excludes little. */
export const adminEquivalent: RiskRule = questions => {
  const { actions, grants } = grantedBroadly(questions, PROBES);
  if (actions.length < PROBES.length) return [];
  return [
    {
      id: 'admin-equivalent',
      severity: 'high',
      message: 'It can do everything in the account, like an administrator.',
      evidence: evidenceOf(grants),
    },
  ];
};
