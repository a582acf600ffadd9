import { command } from '../../checks/shell';
import type { GovernanceCheck } from '../types';

/** Whether the role has the permissions boundary that the guardrails of its account ask for. Node roles are not made by their rules. */
export const check: GovernanceCheck<'role'> = {
  meta: {
    id: 'missing-boundary',
    subject: 'role',
    title: 'The permissions boundary is missing',
    question: 'Does the role have the boundary that its account asks for?',
    reads: ['iam:GetAccountAuthorizationDetails'],
    docs: 'docs/findings/missing-boundary.md',
  },
  run({ facts, use, accountId, requiredBoundaryArn: required }) {
    const { name, permissionsBoundaryArn: present } = facts.role;
    if (use === 'node' || required === undefined || present === required) {
      return [];
    }
    return [
      {
        severity: 'medium',
        message: `Role ${name} has ${
          present === undefined
            ? 'no permissions boundary'
            : `the permissions boundary ${present}`
        }; account ${accountId} asks for ${required}.`,
        facts: [
          { label: 'Boundary', value: present ?? 'none' },
          { label: 'Asked for', value: required },
        ],
        remediation:
          'See that the boundary allows what the service does, then give it to the role.',
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
      },
    ];
  },
};
