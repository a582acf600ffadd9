import {
  evidenceOf,
  grantedAtAll,
  grantedBroadly,
  type RiskRule,
} from './risk';

// Source: the single-permission paths of DataDog's pathfinding.cloud (Apache-2.0).
const ACTIONS = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
] as const;

/** Single actions by which a principal can give itself more than it has. */
export const privilegeEscalation: RiskRule = access => {
  const { actions, grants } = grantedAtAll(access, ACTIONS);
  if (actions.length === 0) return [];
  const broad = grantedBroadly(access, ACTIONS).actions.length > 0;
  return [
    {
      id: 'privilege-escalation',
      severity: broad ? 'high' : 'medium',
      message: `It may gain more permissions than it has by ${actions.join(
        ', ',
      )}${broad ? '' : ', on some resources or under conditions'}.`,
      evidence: evidenceOf(grants),
    },
  ];
};
