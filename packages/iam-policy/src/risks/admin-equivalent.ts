import { evidenceOf, grantedBroadly, type RiskRule } from './risk';

// Anyone who may do something that no service has, and change policies, may do everything.
const PROBES = [
  'any-service:AnyAction',
  'iam:CreatePolicyVersion',
  'iam:AttachRolePolicy',
];

/** Everything on everything, by `*` or by a NotAction that leaves out little. */
export const adminEquivalent: RiskRule = ({ access }) => {
  const { actions, grants } = grantedBroadly(access, PROBES);
  if (actions.length < PROBES.length) return [];
  return [
    {
      id: 'admin-equivalent',
      severity: 'high',
      message: 'It may do everything in the account, as an administrator may.',
      evidence: evidenceOf(grants),
    },
  ];
};
