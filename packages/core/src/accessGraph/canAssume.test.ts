import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { organizationControls } from '../permissions/organization/organizationControls';
import { trustedPrincipals } from '../permissions/whoCan/trustedPrincipals';
import { canAssume, type ChainedRole } from './canAssume';

const HOME = 'arn:aws:iam::111122223333:role/';
const AWAY = 'arn:aws:iam::444455556666:role/';
const REPORTS = `${HOME}reports`;

const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const assume = (
  Resource: string,
  Effect: 'Allow' | 'Deny' = 'Allow',
): Statement => ({ Effect, Action: 'sts:AssumeRole', Resource });
const trust = (
  AWS: string,
  { Effect = 'Allow', ...more }: Partial<Statement> = {},
): Statement =>
  ({
    ...{ Effect, Principal: { AWS }, Action: 'sts:AssumeRole' },
    ...more,
  } as Statement);

function role(
  arn: string,
  {
    trusts = [],
    allows = [],
    boundary,
    unread = false,
  }: {
    trusts?: Statement[];
    allows?: Statement[];
    boundary?: Statement[];
    unread?: boolean;
  } = {},
): ChainedRole {
  const document = documentOf(...trusts);
  return {
    ...{ id: arn, arn, tags: {} },
    ...(trusts.length > 0 && { trust: document }),
    trusted:
      trusts.length > 0 ? trustedPrincipals(JSON.stringify(document)) : [],
    policies: {
      identityPolicies: [{ name: 'inline', document: documentOf(...allows) }],
      ...(boundary && {
        permissionsBoundary: {
          name: 'boundary',
          document: documentOf(...boundary),
        },
      }),
      ...{ unread, invalid: [] },
    },
  };
}

describe('canAssume', () => {
  const controlsFor = organizationControls(() => undefined);
  const answer = (from: ChainedRole, to: ChainedRole) =>
    canAssume(from, to, { controlsFor, now: new Date() });
  const anything = [assume('*')];

  it.each<[string, ChainedRole, Statement[], ReturnType<typeof canAssume>]>([
    [
      'both its policies and the trust policy allow it',
      role(`${AWAY}orders`, { allows: [assume(REPORTS)] }),
      [trust(`${AWAY}orders`)],
      'yes',
    ],
    [
      'its policies allow it by a pattern, and the trust policy admits its account',
      role(`${HOME}orders`, { allows: [assume(`${HOME}rep*`)] }),
      [trust('111122223333')],
      'yes',
    ],
    [
      'the trust policy of its account names it, without a policy of its own',
      role(`${HOME}orders`),
      [trust(`${HOME}orders`)],
      'yes',
    ],
    [
      'the trust policy of another account names it, without a policy of its own',
      role(`${AWAY}orders`),
      [trust(`${AWAY}orders`)],
      'no',
    ],
    [
      'the trust policy names it, and a policy of its own denies it',
      role(`${HOME}orders`, { allows: [assume(REPORTS, 'Deny')] }),
      [trust(`${HOME}orders`)],
      'no',
    ],
    [
      'the trust policy names it, and its boundary does not allow it',
      role(`${HOME}orders`, {
        boundary: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
      }),
      [trust(`${HOME}orders`)],
      'no',
    ],
    [
      'the trust policy admits only another account',
      role(`${HOME}orders`, { allows: anything }),
      [trust('444455556666')],
      'no',
    ],
    [
      'the trust policy admits its account, and denies it itself',
      role(`${HOME}orders`, { allows: anything }),
      [trust('111122223333'), trust(`${HOME}orders`, { Effect: 'Deny' })],
      'no',
    ],
    [
      'the trust policy admits it under a condition',
      role(`${HOME}orders`, { allows: anything }),
      [
        trust('111122223333', {
          Condition: { StringEquals: { 'sts:ExternalId': 'reports' } },
        }),
      ],
      'yes',
    ],
    [
      'the trust policy admits everybody',
      role(`${HOME}orders`, { allows: anything }),
      [trust('*')],
      'yes',
    ],
    [
      'policies of its own were not read',
      role(`${HOME}orders`, { unread: true }),
      [trust('111122223333')],
      'unknown',
    ],
    [
      'the trust policy was not read',
      role(`${HOME}orders`, { allows: anything }),
      [],
      'no',
    ],
  ])('%s', (_, from, trusts, expected) => {
    expect(answer(from, role(REPORTS, { trusts }))).toBe(expected);
  });

  it('does not lead from a role to itself', () => {
    const self = role(REPORTS, { trusts: [trust(REPORTS)], allows: anything });
    expect(answer(self, self)).toBe('no');
  });
});
