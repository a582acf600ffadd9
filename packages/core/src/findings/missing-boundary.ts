import type { Severity } from '../model/types';
import { command } from '../model/shell';
import type { GovernanceAnswer, GovernanceCheck, RoleSubject } from './types';

/**
 * Returns the severity. Under Backstage's role path, an attacker who controls the backend can give a role without a boundary any policy, because IAM
 * has no condition that prevents it.
 */
function severityOf({
  facts,
  isUnderRolePath,
  requiredBoundaryArn,
}: RoleSubject): Severity {
  const isUnbounded = facts.role.permissionsBoundaryArn === undefined;
  return isUnderRolePath && isUnbounded && requiredBoundaryArn !== undefined
    ? 'high'
    : 'medium';
}

function messageOf({
  facts,
  accountId,
  isUnderRolePath,
  requiredBoundaryArn: required,
}: RoleSubject): string {
  const { name, path, permissionsBoundaryArn: present } = facts.role;
  const has =
    present === undefined
      ? `Role ${name} has no permissions boundary`
      : `Role ${name} has the permissions boundary ${present}`;
  const why =
    isUnderRolePath && present === undefined
      ? ` It is under ${path}, where the backend can change policies and trust policies: only a boundary limits what these can grant.`
      : '';
  return required === undefined
    ? `${has}.${why}`
    : `${has}; account ${accountId} requires ${required}.${why}`;
}

function answerOf(subject: RoleSubject): GovernanceAnswer {
  const { facts, accountId, requiredBoundaryArn: required } = subject;
  const { name, permissionsBoundaryArn: present } = facts.role;
  return {
    severity: severityOf(subject),
    impact: 'Nothing limits what policies of the role can grant.',
    message: messageOf(subject),
    facts: [
      { label: 'Boundary', value: present ?? 'none' },
      ...(required === undefined
        ? []
        : [{ label: 'Required', value: required }]),
    ],
    // Any boundary limits more than none.
    extent: [present ?? '*'],
    ...(required === undefined
      ? {
          remediation: `Set a boundary for account ${accountId} in irsa.guardrails.permissionsBoundaries, and apply the spec of the role again.`,
        }
      : {
          remediation:
            'Check that the boundary allows what the service does, then set it on the role.',
          commands: [
            command(
              'aws',
              'iam',
              'put-role-permissions-boundary',
              '--role-name',
              name,
              '--permissions-boundary',
              required,
            ),
          ],
        }),
  };
}

/**
 * Checks whether the role has the permissions boundary that the guardrails of its account require and, under Backstage's role path, any boundary at
 * all. Node roles under other paths are exempt: the guardrails do not apply to their creation.
 */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'missing-boundary',
    subject: 'role',
    title: 'The permissions boundary is missing',
    question: 'Does the role have the boundary that its account requires?',
    requiredPermissions: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/reference/findings/missing-boundary.md',
  },
  run(subject) {
    const { facts, use, isUnderRolePath, requiredBoundaryArn } = subject;
    const present = facts.role.permissionsBoundaryArn;
    const isWrong =
      requiredBoundaryArn === undefined
        ? isUnderRolePath && present === undefined
        : present !== requiredBoundaryArn;
    return isWrong && (isUnderRolePath || use !== 'node')
      ? [answerOf(subject)]
      : [];
  },
};
