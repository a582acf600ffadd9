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
      'match an owner of the entity',
      isEntityOwner.apply(orders, {
        claims: ['user:default/ada', 'group:default/team'],
      }),
      true,
    ],
    [
      'match an owner that is written in another case',
      isEntityOwner.apply(orders, { claims: ['group:default/Team'] }),
      true,
    ],
    [
      'do not match a group that is not an owner',
      isEntityOwner.apply(orders, { claims: ['group:default/teams'] }),
      false,
    ],
    [
      'do not match if there are no claims',
      isEntityOwner.apply(orders, { claims: [] }),
      false,
    ],
    [
      'do not match any group if the entity has no owner',
      isEntityOwner.apply(orphan, { claims: ['group:default/team'] }),
      false,
    ],
    [
      'match the cluster of the ServiceAccount',
      inCluster.apply(orders, { clusters: ['prod-eu'] }),
      true,
    ],
    [
      'do not match a longer cluster name or a cluster wildcard',
      inCluster.apply(orders, { clusters: ['prod-eu-2', '*'] }),
      false,
    ],
    [
      'match the namespace of the ServiceAccount',
      inNamespace.apply(orders, { namespaces: ['shop'] }),
      true,
    ],
    [
      'match a pattern for the namespace',
      inNamespace.apply(orders, { namespaces: ['pay-*', 'sh*'] }),
      true,
    ],
    [
      'do not match a pattern for only part of the namespace',
      inNamespace.apply(orders, { namespaces: ['sho', 'hop', '*-shop'] }),
      false,
    ],
    [
      'do not match a regular expression for the namespace',
      inNamespace.apply(orders, { namespaces: ['.*', 'sho.', 's|x'] }),
      false,
    ],
    [
      'match the account of the ServiceAccount',
      inAccount.apply(orders, { accounts: ['111122223333'] }),
      true,
    ],
    [
      'do not match another account',
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
