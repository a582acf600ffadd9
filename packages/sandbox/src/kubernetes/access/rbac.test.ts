import type { PolicyRule, Subject } from '../objects';
import { roleBindings, roles } from '../resources/rbac';
import { clusterRoleBindings, clusterRoles } from '../resources/rbac';
import { KubeStore } from '../store';
import { isAllowed, ruleAllows, type Attributes } from './rbac';
import { serviceAccountUser, type User } from './user';

const list = {
  verb: 'list',
  group: '',
  resource: 'pods',
  namespace: 'shop',
};

describe('ruleAllows', () => {
  const rule = (more: Partial<PolicyRule>): PolicyRule => ({
    verbs: ['list', 'get'],
    apiGroups: [''],
    resources: ['pods'],
    ...more,
  });
  it.each<[string, PolicyRule, Attributes, boolean]>([
    ['verb, group and resource', rule({}), list, true],
    ['any verb', rule({ verbs: ['*'] }), list, true],
    ['another verb', rule({ verbs: ['get'] }), list, false],
    ['any group', rule({ apiGroups: ['*'] }), list, true],
    ['another group', rule({ apiGroups: ['apps'] }), list, false],
    ['any resource', rule({ resources: ['*'] }), list, true],
    [
      'a subresource that is not named',
      rule({}),
      { ...list, subresource: 'status' },
      false,
    ],
    [
      'a subresource that is named',
      rule({ resources: ['pods/status'] }),
      { ...list, subresource: 'status' },
      true,
    ],
    [
      'a subresource of any resource',
      rule({ resources: ['*/status'] }),
      { ...list, subresource: 'status' },
      true,
    ],
    [
      'the resource where only a subresource is named',
      rule({ resources: ['pods/status'] }),
      list,
      false,
    ],
    [
      'a name that is given',
      rule({ resourceNames: ['a', 'b'] }),
      { ...list, verb: 'get', name: 'b' },
      true,
    ],
    [
      'another name',
      rule({ resourceNames: ['a'] }),
      { ...list, verb: 'get', name: 'b' },
      false,
    ],
    [
      'no name where names are given',
      rule({ resourceNames: ['a'] }),
      list,
      false,
    ],
    [
      'a path',
      { verbs: ['get'], nonResourceURLs: ['/version'] },
      { verb: 'get', path: '/version' },
      true,
    ],
    [
      'a path under a prefix',
      { verbs: ['get'], nonResourceURLs: ['/apis/*'] },
      { verb: 'get', path: '/apis/apps/v1' },
      true,
    ],
    [
      'another path',
      { verbs: ['get'], nonResourceURLs: ['/apis/*'] },
      { verb: 'get', path: '/version' },
      false,
    ],
    [
      'a path where the rule is about resources',
      rule({ verbs: ['*'], resources: ['*'] }),
      { verb: 'get', path: '/version' },
      false,
    ],
  ])('%s', (_, given, attributes, allowed) => {
    expect(ruleAllows(given, attributes)).toBe(allowed);
  });
});

describe('isAllowed', () => {
  const GROUP = 'rbac.authorization.k8s.io';
  const rules = [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }];

  function storeWith(
    scope: 'namespace' | 'cluster',
    roleKind: 'Role' | 'ClusterRole',
    subject: Subject,
  ): KubeStore {
    const store = new KubeStore();
    const apiVersion = `${GROUP}/v1`;
    const [role, namespace] =
      roleKind === 'Role' ? [roles, 'shop'] : [clusterRoles, undefined];
    store.insert(role, {
      apiVersion,
      kind: roleKind,
      metadata: { name: 'reader', namespace },
      rules,
    });
    const inNamespace = scope === 'namespace';
    store.insert(inNamespace ? roleBindings : clusterRoleBindings, {
      apiVersion,
      kind: inNamespace ? 'RoleBinding' : 'ClusterRoleBinding',
      metadata: { name: 'b', ...(inNamespace && { namespace: 'shop' }) },
      roleRef: { kind: roleKind, name: 'reader' },
      subjects: [subject],
    });
    return store;
  }

  const jo: User = { name: 'jo', groups: ['devs', 'system:authenticated'] };
  const orders = serviceAccountUser('shop', 'orders');
  const elsewhere = { ...list, namespace: 'data' };
  it.each<
    [
      string,
      ['namespace' | 'cluster', 'Role' | 'ClusterRole', Subject],
      User,
      Attributes,
      boolean,
    ]
  >([
    [
      'a user through a Role',
      ['namespace', 'Role', { kind: 'User', name: 'jo' }],
      jo,
      list,
      true,
    ],
    [
      'in another namespace',
      ['namespace', 'Role', { kind: 'User', name: 'jo' }],
      jo,
      elsewhere,
      false,
    ],
    [
      'a ClusterRole bound in a namespace',
      ['namespace', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      list,
      true,
    ],
    [
      'a ClusterRole bound in another namespace',
      ['namespace', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      elsewhere,
      false,
    ],
    [
      'a ClusterRole bound for the cluster',
      ['cluster', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      elsewhere,
      true,
    ],
    [
      'a ServiceAccount',
      [
        'cluster',
        'ClusterRole',
        { kind: 'ServiceAccount', name: 'orders', namespace: 'shop' },
      ],
      orders,
      list,
      true,
    ],
    [
      'the ServiceAccount of that name in another namespace',
      [
        'cluster',
        'ClusterRole',
        { kind: 'ServiceAccount', name: 'orders', namespace: 'data' },
      ],
      orders,
      list,
      false,
    ],
    [
      'all ServiceAccounts of a namespace',
      [
        'cluster',
        'ClusterRole',
        { kind: 'Group', name: 'system:serviceaccounts:shop' },
      ],
      orders,
      list,
      true,
    ],
    [
      'another user',
      ['cluster', 'ClusterRole', { kind: 'User', name: 'mo' }],
      jo,
      list,
      false,
    ],
    [
      'a master, whatever is bound',
      ['cluster', 'ClusterRole', { kind: 'User', name: 'mo' }],
      { name: 'root', groups: ['system:masters'] },
      { verb: 'delete', group: 'x', resource: 'y' },
      true,
    ],
  ])('%s', (_, bound, user, attributes, allowed) => {
    expect(isAllowed(storeWith(...bound), user, attributes)).toBe(allowed);
  });
});
