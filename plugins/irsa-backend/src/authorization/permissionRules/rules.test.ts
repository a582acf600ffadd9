import { irsaServiceAccountRules } from './conditions';
import type { IrsaServiceAccountResource } from './resource';

const { isEntityOwner, inCluster, inNamespace, inAccount } =
  irsaServiceAccountRules;

const orders: IrsaServiceAccountResource = {
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
  accountId: '111122223333',
  entityRef: 'component:default/orders',
  owners: ['group:default/team'],
};
const orphan = { ...orders, entityRef: null, owners: [] };

describe('permission rules', () => {
  it.each<[string, boolean, boolean]>([
    [
      'an owner',
      isEntityOwner.apply(orders, {
        claims: ['user:default/ada', 'group:default/team'],
      }),
      true,
    ],
    [
      'an owner in capitals',
      isEntityOwner.apply(orders, { claims: ['group:default/Team'] }),
      true,
    ],
    [
      'another group',
      isEntityOwner.apply(orders, { claims: ['group:default/teams'] }),
      false,
    ],
    ['no claims', isEntityOwner.apply(orders, { claims: [] }), false],
    [
      'an owner of what nobody owns',
      isEntityOwner.apply(orphan, { claims: ['group:default/team'] }),
      false,
    ],
    ['its cluster', inCluster.apply(orders, { clusters: ['prod-eu'] }), true],
    [
      'a cluster of which its own is a part',
      inCluster.apply(orders, { clusters: ['prod-eu-2', '*'] }),
      false,
    ],
    [
      'its namespace',
      inNamespace.apply(orders, { namespaces: ['shop'] }),
      true,
    ],
    [
      'a pattern that fits',
      inNamespace.apply(orders, { namespaces: ['pay-*', 'sh*'] }),
      true,
    ],
    [
      'a pattern that fits a part only',
      inNamespace.apply(orders, { namespaces: ['sho', 'hop', '*-shop'] }),
      false,
    ],
    [
      'a regular expression, which is no pattern',
      inNamespace.apply(orders, { namespaces: ['.*', 'sho.', 's|x'] }),
      false,
    ],
    [
      'its account',
      inAccount.apply(orders, { accounts: ['111122223333'] }),
      true,
    ],
    [
      'another account',
      inAccount.apply(orders, { accounts: ['444455556666'] }),
      false,
    ],
  ])('%s', (_, answer, expected) => {
    expect(answer).toBe(expected);
  });

  it('convert their parameters to a filter', () => {
    expect(isEntityOwner.toQuery({ claims: ['group:default/team'] })).toEqual({
      field: 'owners',
      anyOf: ['group:default/team'],
    });
    expect(inCluster.toQuery({ clusters: ['a'] })).toEqual({
      field: 'cluster',
      anyOf: ['a'],
    });
    expect(inNamespace.toQuery({ namespaces: ['a*'] })).toEqual({
      field: 'namespace',
      anyOf: ['a*'],
    });
    expect(inAccount.toQuery({ accounts: ['1'] })).toEqual({
      field: 'accountId',
      anyOf: ['1'],
    });
  });
});
