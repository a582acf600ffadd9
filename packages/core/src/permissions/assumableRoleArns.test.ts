import {
  effectivePermissions,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { assumableRoleArns } from './assumableRoleArns';

const ROLE = 'arn:aws:iam::444455556666:role/reports';

async function assumable(statement: Partial<Statement>): Promise<string[]> {
  const document = {
    Version: '2012-10-17' as const,
    Statement: [
      { Effect: 'Allow' as const, Action: 'sts:AssumeRole', ...statement },
    ],
  };
  const { services } = effectivePermissions(
    { identityPolicies: [{ name: 'inline', document }] },
    { catalogue: await loadCatalogue() },
  );
  return assumableRoleArns(services);
}

describe('assumableRoleArns', () => {
  it.each([
    ROLE,
    'arn:aws:iam::444455556666:role/shared/*',
    'arn:aws:iam::444455556666:role*',
    'arn:aws:iam::444455556666:*',
    'arn:aws:iam::*:*',
    'arn:aws:i*::444455556666:r?le/reports',
    'arn:aws:*:*:*:*',
    'arn:aws:iam::444455556666:${aws:PrincipalTag/role}',
    '*role/reports',
    '*',
  ])('names a pattern that can match roles: %s', async Resource => {
    expect(await assumable({ Resource })).toEqual([Resource]);
  });

  it.each([
    'arn:aws:iam::444455556666:user/jane',
    'arn:aws:iam::444455556666:r/*',
    'arn:aws:s3:::orders/*',
    'arn:aws:iam:eu-west-1:444455556666:role/reports',
    'arn:aws:sts::444455556666:assumed-role/x/y',
  ])('leaves out a pattern that matches no role: %s', async Resource => {
    expect(await assumable({ Resource })).toEqual([]);
  });

  it('names everything but the resources of NotResource', async () => {
    expect(await assumable({ NotResource: ROLE })).toEqual([
      `everything but ${ROLE}`,
    ]);
  });

  it('completes a pattern as AWS does', async () => {
    expect(await assumable({ Resource: 'arn:aws:iam:*' })).toEqual([
      'arn:aws:iam:*:*:*',
    ]);
  });

  it('leaves out other actions of STS', async () => {
    expect(
      await assumable({ Action: 'sts:TagSession', Resource: ROLE }),
    ).toEqual([]);
  });
});
