import { roleFacts, roleSubject } from '../../__testUtils__/governance';
import { governanceTester } from '../../__testUtils__/governanceTester';
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
          message: `has no permissions boundary; account 111122223333 asks for ${BOUNDARY}`,
          remediation: `aws iam put-role-permissions-boundary --role-name orders-0a1b2c3d4e --permissions-boundary ${BOUNDARY}`,
        },
      ],
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
