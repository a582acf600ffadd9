import { evidenceOf, grantedBroadly, type RiskRule } from './risk';

/** Finds permission to pass any role to a service, which gives access to the permissions of that role. */
export const passRole: RiskRule = questions => {
  const { actions, grants } = grantedBroadly(questions, ['iam:PassRole']);
  if (actions.length === 0) return [];
  return [
    {
      id: 'pass-role-all-roles',
      severity: 'high',
      message:
        'It can pass every role to any AWS service with iam:PassRole, and use the permissions of these roles.',
      evidence: evidenceOf(grants),
    },
  ];
};
