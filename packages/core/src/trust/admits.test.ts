import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { admitsSubject } from './admits';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/OWN';
const OTHER = 'oidc.eks.eu-west-1.amazonaws.com/id/OTHER';
const providerOf = (issuer: string, account = '111122223333') =>
  `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const subjectIn = (namespace: string, name = 'orders') =>
  `system:serviceaccount:${namespace}:${name}`;
const SUB = `${ISSUER}:sub`;
const AUD = `${ISSUER}:aud`;
const equals = (keys: Record<string, string>) => ({ StringEquals: keys });
const ORDERS = equals({ [SUB]: subjectIn('shop'), [AUD]: 'sts.amazonaws.com' });

const allow = (
  Condition?: Statement['Condition'],
  change: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Principal: { Federated: providerOf(ISSUER) },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Condition && { Condition }),
  ...change,
});
const deny = (Condition?: Statement['Condition']) =>
  allow(Condition, { Effect: 'Deny' });
const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const admits = (document: PolicyDocument, subject = subjectIn('shop')) =>
  admitsSubject(document, {
    ...{ issuer: ISSUER, subject },
    providerArn: providerOf(ISSUER),
  });

describe('admitsSubject', () => {
  it.each<[string, Statement[]]>([
    ['by its exact subject and audience', [allow(ORDERS)]],
    [
      'with another audience',
      [allow(equals({ ...ORDERS.StringEquals, [AUD]: 'mine' }))],
    ],
    [
      'without a condition on the audience',
      [allow(equals({ [SUB]: subjectIn('shop') }))],
    ],
    [
      'with a wildcard for the namespace',
      [allow({ StringLike: { [SUB]: subjectIn('*') } })],
    ],
    [
      'as any ServiceAccount of the cluster',
      [allow(equals({ [AUD]: 'sts.amazonaws.com' }))],
    ],
    [
      'from certain networks only',
      [allow({ ...ORDERS, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
    ],
    [
      'under certain session names only',
      [allow({ ...ORDERS, StringLike: { 'sts:RoleSessionName': 'a*' } })],
    ],
    [
      'despite a Deny of other audiences',
      [allow(ORDERS), deny({ StringNotEquals: { [AUD]: 'mine' } })],
    ],
    [
      'besides another subject',
      [allow(equals({ [SUB]: subjectIn('other') })), allow(ORDERS)],
    ],
  ])('admits a subject that is allowed %s', (_, statements) => {
    expect(admits(documentOf(...statements))).toBe(true);
  });

  it.each<[string, Statement[]]>([
    ['names another subject', [allow(equals({ [SUB]: subjectIn('other') }))]],
    [
      'has a wildcard under an exact operator',
      [allow(equals({ [SUB]: subjectIn('*') }))],
    ],
    [
      'has a pattern for other subjects',
      [allow({ StringLike: { [SUB]: subjectIn('other-*') } })],
    ],
    [
      'trusts the provider of another cluster',
      [
        allow(equals({ [`${OTHER}:sub`]: subjectIn('shop') }), {
          Principal: { Federated: providerOf(OTHER) },
        }),
      ],
    ],
    [
      'requires the subject of another cluster',
      [allow(equals({ [`${OTHER}:sub`]: subjectIn('shop') }))],
    ],
    [
      'trusts the provider in another account',
      [
        allow(ORDERS, {
          Principal: { Federated: providerOf(ISSUER, '444455556666') },
        }),
      ],
    ],
    [
      'trusts only another AWS service',
      [
        allow(undefined, {
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      ],
    ],
    [
      'requires tags, which tokens never have',
      [
        allow({
          StringEquals: {
            ...ORDERS.StringEquals,
            'aws:RequestTag/team': 'shop',
          },
        }),
      ],
    ],
    [
      'denies the subject',
      [allow(ORDERS), deny(equals({ [SUB]: subjectIn('shop') }))],
    ],
    ['denies everybody', [allow(ORDERS), deny()]],
  ])('does not admit a subject where the policy %s', (_, statements) => {
    expect(admits(documentOf(...statements))).toBe(false);
  });

  it('admits only subjects that an exact policy names', () => {
    const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(name, name, name, name, (a, b, c, d) => {
        const document = documentOf(allow(equals({ [SUB]: subjectIn(a, b) })));
        expect(admits(document, subjectIn(c, d))).toBe(a === c && b === d);
      }),
    );
  });
});
