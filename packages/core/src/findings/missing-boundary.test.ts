import { roleFacts, roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './missing-boundary';

const BOUNDARY = 'arn:aws:iam::111122223333:policy/platform/boundary';
const OTHER = 'arn:aws:iam::111122223333:policy/other';
const bounded = (permissionsBoundaryArn?: string) =>
  roleSubject({
    requiredBoundaryArn: BOUNDARY,
    facts: roleFacts({ permissionsBoundaryArn }),
  });

governanceTester(check, {
  clean: [
    { name: 'an account that requires no boundary', subject: roleSubject() },
    { name: 'a role with the required boundary', subject: bounded(BOUNDARY) },
    {
      name: 'a role under the role path with a boundary, if the account requires none',
      subject: roleSubject({
        isUnderRolePath: true,
        facts: roleFacts({ permissionsBoundaryArn: OTHER }),
      }),
    },
    {
      name: 'a role under the role path with the required boundary',
      subject: { ...bounded(BOUNDARY), isUnderRolePath: true },
    },
    {
      name: 'a node role',
      subject: { ...bounded(), use: 'node', holders: [] },
    },
  ],
  found: [
    {
      name: 'a role without a boundary',
      subject: bounded(),
      findings: [
        {
          severity: 'medium',
          message: `has no permissions boundary; account 111122223333 requires ${BOUNDARY}`,
          remediation: `aws iam put-role-permissions-boundary --role-name orders-0a1b2c3d4e --permissions-boundary ${BOUNDARY}`,
        },
      ],
    },
    {
      name: 'a role under the role path without a boundary',
      subject: { ...bounded(), isUnderRolePath: true },
      findings: [
        {
          severity: 'high',
          message: 'where the backend can change policies and trust policies',
          remediation: `--permissions-boundary ${BOUNDARY}`,
        },
      ],
    },
    {
      name: 'a node role under the role path without a boundary',
      subject: {
        ...bounded(),
        isUnderRolePath: true,
        use: 'node',
        holders: [],
      },
      findings: [{ severity: 'high', message: 'no permissions boundary' }],
    },
    {
      name: 'a role under the role path without a boundary, if the account requires none',
      subject: roleSubject({ isUnderRolePath: true }),
      findings: [
        {
          severity: 'medium',
          message: 'has no permissions boundary.',
          remediation: 'irsa.guardrails.permissionsBoundaries',
        },
      ],
    },
    {
      name: 'a role under the role path with another boundary',
      subject: { ...bounded(OTHER), isUnderRolePath: true },
      findings: [{ severity: 'medium', message: OTHER }],
    },
    {
      name: 'a role with another boundary',
      subject: bounded(OTHER),
      findings: [
        { severity: 'medium', message: OTHER, facts: { Boundary: OTHER } },
      ],
    },
  ],
});
