import fc from 'fast-check';
import { CLUSTER } from '../__testUtils__/observed';
import {
  matchesGlob,
  mayUseCluster,
  mayUseNamespace,
  ownersOfNamespace,
} from './namespaceRules';

it.each([
  ['*', 'anything', true],
  ['team-*', 'team-a', true],
  ['team-*', 'team', false],
  ['*-prod', 'team-prod', true],
  ['a*b*c', 'aXbYc', true],
  ['a.c', 'abc', false],
  ['team', 'team-a', false],
  ['', 'a', false],
  ['te?m', 'team', false],
  ['**', '', true],
  ['a*a', 'a', false],
  ['*a*b*', 'b-a', false],
  ['*a*b*', 'x-a-b-y', true],
  ['ab*bc*c', 'abc', false],
])('pattern %s matches %s: %s', (pattern, text, expected) => {
  expect(matchesGlob(pattern, text)).toBe(expected);
});

// A matcher that backtracks would never finish.
it('handles a text with very many partial matches', () => {
  expect(matchesGlob('*-*-*-*-*-x', '-'.repeat(90_000))).toBe(false);
});

describe('a namespace rule', () => {
  const rule = {
    owners: ['group:default/payments'],
    clusters: ['prod-*'],
    namespaces: ['payments', 'pay-*'],
  };
  const may = (
    owner: string,
    namespace: string,
    change = {},
    cluster = CLUSTER,
  ) => mayUseNamespace([{ ...rule, ...change }], [owner], cluster, namespace);

  it.each([
    ['group:default/payments', 'payments', true],
    ['group:default/payments', 'pay-eu', true],
    ['Group:Default/Payments', 'payments', true],
    ['group:default/payments', 'orders', false],
    ['group:default/orders', 'payments', false],
  ])('lets %s use %s: %s', (owner, namespace, expected) => {
    expect(may(owner, namespace)).toBe(expected);
  });

  it.each(['kube-system', 'kube-public', 'default'])(
    'never allows the system namespace %s',
    namespace => {
      expect(
        may('group:default/payments', namespace, { namespaces: ['*'] }),
      ).toBe(false);
    },
  );

  it('never allows the namespace of Backstage', () => {
    expect(
      may(
        'group:default/payments',
        'backstage',
        { namespaces: ['*'] },
        { ...CLUSTER, ownNamespaces: ['backstage'] },
      ),
    ).toBe(false);
  });

  it('applies only in its accounts and clusters', () => {
    expect(
      may('group:default/payments', 'payments', { accounts: ['111122223333'] }),
    ).toBe(true);
    expect(
      may('group:default/payments', 'payments', { accounts: ['999988887777'] }),
    ).toBe(false);
    expect(
      may(
        'group:default/payments',
        'payments',
        {},
        { ...CLUSTER, name: 'staging' },
      ),
    ).toBe(false);
    expect(mayUseCluster([rule], ['group:default/payments'], CLUSTER)).toBe(
      true,
    );
    expect(mayUseCluster([rule], ['user:default/a'], CLUSTER)).toBe(false);
    expect(mayUseCluster([], ['group:default/payments'], CLUSTER)).toBe(false);
  });
});

it('the owners of a namespace are exactly those who may use it', () => {
  const owner = fc.constantFrom(
    'group:default/a',
    'group:default/b',
    'user:default/c',
  );
  const namespace = fc.constantFrom(
    'pay',
    'pay-eu',
    'orders',
    'kube-system',
    'own',
  );
  const rule = fc.record(
    {
      owners: fc.uniqueArray(owner),
      clusters: fc.uniqueArray(fc.constantFrom('*', CLUSTER.name, 'other')),
      namespaces: fc.uniqueArray(fc.constantFrom('*', 'pay*', 'orders', 'own')),
      accounts: fc.uniqueArray(
        fc.constantFrom(CLUSTER.accountId, '999999999999'),
      ),
    },
    { requiredKeys: ['owners', 'clusters', 'namespaces'] },
  );
  const cluster = { ...CLUSTER, ownNamespaces: ['own'] };
  fc.assert(
    fc.property(fc.array(rule), namespace, (rules, asked) => {
      const everybody = [...new Set(rules.flatMap(({ owners }) => owners))];
      expect(new Set(ownersOfNamespace(rules, cluster, asked))).toEqual(
        new Set(
          everybody.filter(one =>
            mayUseNamespace(rules, [one], cluster, asked),
          ),
        ),
      );
    }),
  );
});
