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
    { name: 'the account asks for none', subject: roleSubject() },
    { name: 'it has the one', subject: bounded(BOUNDARY) },
    {
      name: 'it is under our path, has one, and the account asks for none',
      subject: roleSubject({
        isUnderRolePath: true,
        facts: roleFacts({ permissionsBoundaryArn: OTHER }),
      }),
    },
    {
      name: 'it is under our path, and has the one',
      subject: { ...bounded(BOUNDARY), isUnderRolePath: true },
    },
    {
      name: 'nodes have the role',
      subject: { ...bounded(), use: 'node', holders: [] },
    },
  ],
  found: [
    {
      name: 'it has none',
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
      name: 'it is under our path and has none',
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
      name: 'it is under our path, and nodes have it',
      subject: {
        ...bounded(),
        isUnderRolePath: true,
        use: 'node',
        holders: [],
      },
      findings: [{ severity: 'high', message: 'no permissions boundary' }],
    },
    {
      name: 'it is under our path and has none, and the account asks for none',
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
      name: 'it is under our path and has another',
      subject: { ...bounded(OTHER), isUnderRolePath: true },
      findings: [{ severity: 'medium', message: OTHER }],
    },
    {
      name: 'it has another',
      subject: bounded(OTHER),
      findings: [
        { severity: 'medium', message: OTHER, facts: { Boundary: OTHER } },
      ],
    },
  ],
});
