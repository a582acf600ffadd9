import type { Statement } from '@backstage-irsa/iam-policy';
import { readTrustPolicy } from '../../trust/read';
import { beyond } from './extent';
import { trustExtent } from './trustExtent';

const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/A';
const AUDIENCE = { [`${ISSUER}:aud`]: ['sts.amazonaws.com'] };

const like = (...subjects: string[]) => ({
  StringLike: {
    [`${ISSUER}:sub`]: subjects.map(name => `system:serviceaccount:${name}`),
  },
});
const from = (...ips: string[]) => ({ IpAddress: { 'aws:SourceIp': ips } });

const allow = (
  Condition?: Statement['Condition'],
  Principal: Statement['Principal'] = { Federated: 'provider-a' },
): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(Condition && { Condition }),
});
const deny: Statement = { ...allow(like('prod:*')), Effect: 'Deny' };

function extentOf(...statements: Statement[]) {
  const document = { Version: '2012-10-17' as const, Statement: statements };
  return trustExtent(
    readTrustPolicy(document).filter(({ effect }) => effect === 'Allow'),
    document,
  );
}

describe('trustExtent', () => {
  it('names each principal with each subject', () => {
    expect(extentOf(allow(like('a:*', 'b:*')))).toEqual([
      'provider-a, subject system:serviceaccount:a:*',
      'provider-a, subject system:serviceaccount:b:*',
    ]);
    expect(extentOf(allow(undefined, { AWS: '111122223333' }))).toEqual([
      'AWS: 111122223333, subject *',
    ]);
  });

  it.each<[string, Statement[], Statement[]]>([
    ['a principal', [allow()], [allow(), allow({}, { AWS: '444455556666' })]],
    ['a subject', [allow(like('a:*'))], [allow(like('a:*', 'b:*'))]],
    ['a wider pattern', [allow(like('a:b*'))], [allow(like('a:*'))]],
    ['any subject', [allow(like('a:*'))], [allow()]],
    ['fewer conditions', [allow(from('10.0.0.0/8'))], [allow()]],
    ['fewer Deny statements', [allow(), deny], [allow()]],
  ])('grows by %s, and shrinks without it', (_, before, after) => {
    const [small, large] = [extentOf(...before), extentOf(...after)];
    expect(beyond(large, small)).not.toEqual([]);
    expect(beyond(small, large)).toEqual([]);
  });

  it('grows by more values of a condition, also if a value has a wildcard', () => {
    const before = extentOf(allow(from('10.*')));
    for (const ips of [
      ['10.*', '11.*'],
      ['10.1', '11.*'],
    ]) {
      expect(beyond(extentOf(allow(from(...ips))), before)).not.toEqual([]);
    }
  });

  it.each([
    ['10.*', '10.∗'],
    ['10.?', '10.？'],
    ['10.*', '10.\\u002a'],
    ['10.*', '10.1'],
  ])('tells a limit to %s from a limit to %s', (one, other) => {
    const [small, large] = [one, other].map(ip => extentOf(allow(from(ip))));
    expect(beyond(large, small)).not.toEqual([]);
    expect(beyond(small, large)).not.toEqual([]);
  });

  it('covers more conditions than before', () => {
    const both = { ...from('10.0.0.0/8'), StringEquals: AUDIENCE };
    expect(
      beyond(
        extentOf(allow(both)),
        extentOf(allow({ StringEquals: AUDIENCE })),
      ),
    ).toEqual([]);
  });
});
