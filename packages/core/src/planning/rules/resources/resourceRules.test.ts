import fc from 'fast-check';
import { CLUSTER } from '../../../__testUtils__/observed';
import type { NamespaceRule } from '../../../model/config';
import { liesIn, resourcesOf } from './resourceRules';

const OWN = '111122223333';
const OTHER = '444455556666';
const PAYMENTS = 'group:default/payments';

function rule(change: Partial<NamespaceRule>): NamespaceRule {
  return {
    owners: [PAYMENTS],
    clusters: ['*'],
    namespaces: ['payments'],
    ...change,
  };
}

const owned = (
  rules: NamespaceRule[],
  change: Partial<Parameters<typeof resourcesOf>[0]> = {},
) =>
  resourcesOf({
    ...{ rules, cluster: CLUSTER, namespace: 'payments', owner: PAYMENTS },
    ...change,
  });

describe('the resources of an owner', () => {
  it.each<[string, Partial<NamespaceRule>, string[]]>([
    ['none if the rule has no resources', {}, []],
    ['none if the list of resources is empty', { resources: [] }, []],
    [
      'buckets, whose ARNs have no account',
      { resources: ['arn:aws:s3:::{owner}-*'] },
      ['arn:aws:s3:::payments-*'],
    ],
    [
      'the account of the cluster for a wildcard account',
      { resources: ['arn:aws:sqs:*:*:{owner}-*'] },
      ['arn:aws:sqs:*::payments-*', 'arn:aws:sqs:*:111122223333:payments-*'],
    ],
    [
      'the accounts of the rule for a wildcard account',
      { resources: ['arn:aws:sqs:*:*:a'], accounts: [OWN, OTHER] },
      [
        'arn:aws:sqs:*::a',
        'arn:aws:sqs:*:111122223333:a',
        'arn:aws:sqs:*:444455556666:a',
      ],
    ],
    [
      'no other account, even if a pattern names it',
      { resources: [`arn:aws:sqs:*:${OTHER}:a`, 'arn:aws:sqs:*:9*:a'] },
      [],
    ],
    [
      'the account that a pattern matches',
      { resources: ['arn:aws:sqs:*:1111????3333:a'] },
      ['arn:aws:sqs:*:111122223333:a'],
    ],
    [
      'resources of AWS that a pattern names',
      { resources: ['arn:aws:iam::aws:policy/*'] },
      ['arn:aws:iam::aws:policy/*'],
    ],
    [
      'the partition of the cluster for a wildcard partition',
      { resources: ['arn:*:s3:::a', 'arn:aws*:s3:::b', 'arn:aws-cn:s3:::c'] },
      ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    ],
    [
      'none of a rule for another namespace',
      { resources: ['arn:aws:s3:::a'], namespaces: ['orders'] },
      [],
    ],
    [
      'none of a rule for another cluster',
      { resources: ['arn:aws:s3:::a'], clusters: ['staging-*'] },
      [],
    ],
    [
      'none of a rule for another account',
      { resources: ['arn:aws:s3:::a'], accounts: [OTHER] },
      [],
    ],
    [
      'none of a rule for other owners',
      { resources: ['arn:aws:s3:::a'], owners: ['group:default/orders'] },
      [],
    ],
  ])('include %s', (_, change, within) => {
    expect(owned([rule(change)]).within).toEqual(within);
  });

  it('are those of every matching rule', () => {
    expect(
      owned([
        rule({ resources: ['arn:aws:s3:::a'] }),
        rule({ resources: ['arn:aws:s3:::b', 'arn:aws:s3:::a'] }),
        rule({ resources: ['arn:aws:s3:::c'], owners: ['user:default/x'] }),
      ]),
    ).toEqual({
      patterns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
      within: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
    });
  });

  it('exclude those of another owner of the same rule', () => {
    const rules = [
      rule({
        owners: [PAYMENTS, 'group:default/orders'],
        resources: ['arn:aws:s3:::{owner}-*'],
      }),
    ];
    expect(owned(rules).within).toEqual(['arn:aws:s3:::payments-*']);
    expect(owned(rules, { owner: 'group:default/orders' }).within).toEqual([
      'arn:aws:s3:::orders-*',
    ]);
  });

  it.each(['*', 'pay*', '?ayments', 'a/b', '${aws:username}', '{owner}'])(
    'are not extended by an owner named "%s"',
    name => {
      const owner = `group:default/${name}`;
      const found = owned(
        [
          rule({
            owners: [owner],
            resources: ['arn:aws:s3:::{owner}-*', 'arn:aws:s3:::fixed'],
          }),
        ],
        { owner },
      );
      expect(found.within.filter(arn => arn !== 'arn:aws:s3:::fixed')).toEqual(
        [],
      );
    },
  );

  it('are everything in the accounts of a rule with "*"', () => {
    expect(
      owned([
        rule({ resources: ['*'], accounts: [OWN, OTHER] }),
        rule({ resources: ['arn:aws:s3:::a'] }),
      ]),
    ).toEqual({
      patterns: ['*', 'arn:aws:s3:::a'],
      within: ['arn:aws:s3:::a'],
      everythingIn: new Set([OWN, OTHER]),
    });
    expect(owned([rule({ resources: ['*'] })]).everythingIn).toEqual(
      new Set([OWN]),
    );
  });
});

describe('liesIn', () => {
  it.each([
    ['*', true],
    ['arn:*', true],
    ['arn:aws:*', true],
    ['arn:aws:sqs:*', true],
    ['arn:aws:s3:::any', true],
    ['arn:aws:s3:::any:with:colons', true],
    ['arn:aws:sqs:*:*:any', true],
    ['arn:aws*:sqs:*:*:any', true],
    [`arn:aws:sqs:eu-west-1:${OWN}:any`, true],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', true],
    [`arn:aws:sqs:eu-west-1:${OTHER}:any`, false],
    [`arn:*:*:*:${OTHER}:*`, false],
    ['arn:aws:sqs:eu-west-1:4*:any', false],
    ['arn:aws:sqs:eu-west-1:????????????:any', false],
    ['arn:aws-cn:s3:::any', false],
    ['arn:aws-cn:*', false],
    ['ARN:AWS:sqs:eu-west-1:1:any', false],
    // Wildcards that can match a colon, followed by an account.
    [`arn:aws:sqs:*${OTHER}:any`, false],
    [`arn:aws:*:${OTHER}:any`, false],
    [`arn:aws:*:${OTHER}:*`, false],
    [`arn:aws:*:${OTHER}:*:any`, false],
    [`arn:aws:sqs*${OTHER}:*:*:any`, false],
    [`arn:aws:sqs:eu*${OTHER}:*:any`, false],
    [`arn:*${OTHER}:*`, false],
    [`*:${OTHER}:any`, false],
    [`*${OTHER}*`, false],
    ['arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:any', false],
    ['arn:${aws:x}:s3:::any', false],
    ['', false],
  ])('returns for %s: %s', (resource, expected) => {
    expect(liesIn(resource, new Set([OWN]), 'aws')).toBe(expected);
  });

  it('returns false for any pattern that names another account', () => {
    const part = fc.constantFrom(
      '*',
      '?',
      'a',
      '',
      'arn',
      'aws',
      ':',
      ':*',
      '::',
    );
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (before, after) => {
        const resource = [...before, `:${OTHER}:`, ...after].join('');
        const account = resource.split(':')[4];
        fc.pre(account === OTHER);
        expect(liesIn(resource, new Set([OWN]), 'aws')).toBe(false);
      }),
    );
  });
});
