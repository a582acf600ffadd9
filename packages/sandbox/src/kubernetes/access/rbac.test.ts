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
    ['is true for the listed verb, group, and resource', rule({}), list, true],
    [
      'is true for any verb with the verb wildcard',
      rule({ verbs: ['*'] }),
      list,
      true,
    ],
    [
      'is false for a verb that is not listed',
      rule({ verbs: ['get'] }),
      list,
      false,
    ],
    [
      'is true for any API group with the group wildcard',
      rule({ apiGroups: ['*'] }),
      list,
      true,
    ],
    [
      'is false for an API group that is not listed',
      rule({ apiGroups: ['apps'] }),
      list,
      false,
    ],
    [
      'is true for any resource with the resource wildcard',
      rule({ resources: ['*'] }),
      list,
      true,
    ],
    [
      'is false for a subresource that is not listed',
      rule({}),
      { ...list, subresource: 'status' },
      false,
    ],
    [
      'is true for a listed subresource',
      rule({ resources: ['pods/status'] }),
      { ...list, subresource: 'status' },
      true,
    ],
    [
      'is true for a subresource that is listed for any resource',
      rule({ resources: ['*/status'] }),
      { ...list, subresource: 'status' },
      true,
    ],
    [
      'is false for a resource if only its subresource is listed',
      rule({ resources: ['pods/status'] }),
      list,
      false,
    ],
    [
      'is true for a listed resource name',
      rule({ resourceNames: ['a', 'b'] }),
      { ...list, verb: 'get', name: 'b' },
      true,
    ],
    [
      'is false for a resource name that is not listed',
      rule({ resourceNames: ['a'] }),
      { ...list, verb: 'get', name: 'b' },
      false,
    ],
    [
      'is false for a request without a name if the rule lists names',
      rule({ resourceNames: ['a'] }),
      list,
      false,
    ],
    [
      'is true for a listed path',
      { verbs: ['get'], nonResourceURLs: ['/version'] },
      { verb: 'get', path: '/version' },
      true,
    ],
    [
      'is true for a path under a listed prefix',
      { verbs: ['get'], nonResourceURLs: ['/apis/*'] },
      { verb: 'get', path: '/apis/apps/v1' },
      true,
    ],
    [
      'is false for a path outside a listed prefix',
      { verbs: ['get'], nonResourceURLs: ['/apis/*'] },
      { verb: 'get', path: '/version' },
      false,
    ],
    [
      'is false for a path if the rule is for resources',
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
      'is true for a user bound to a Role',
      ['namespace', 'Role', { kind: 'User', name: 'jo' }],
      jo,
      list,
      true,
    ],
    [
      'is false for that user in another namespace',
      ['namespace', 'Role', { kind: 'User', name: 'jo' }],
      jo,
      elsewhere,
      false,
    ],
    [
      'is true for a ClusterRole bound in the namespace',
      ['namespace', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      list,
      true,
    ],
    [
      'is false for a ClusterRole bound in another namespace',
      ['namespace', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      elsewhere,
      false,
    ],
    [
      'is true in every namespace for a ClusterRole bound in the cluster',
      ['cluster', 'ClusterRole', { kind: 'Group', name: 'devs' }],
      jo,
      elsewhere,
      true,
    ],
    [
      'is true for a bound ServiceAccount',
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
      'is false for a ServiceAccount with the bound name in another namespace',
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
      'is true for a ServiceAccount if the group of its namespace is bound',
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
      'is false for a user who is not bound',
      ['cluster', 'ClusterRole', { kind: 'User', name: 'mo' }],
      jo,
      list,
      false,
    ],
    [
      'is true for system:masters regardless of the bindings',
      ['cluster', 'ClusterRole', { kind: 'User', name: 'mo' }],
      { name: 'root', groups: ['system:masters'] },
      { verb: 'delete', group: 'x', resource: 'y' },
      true,
    ],
  ])('%s', (_, bound, user, attributes, allowed) => {
    expect(isAllowed(storeWith(...bound), user, attributes)).toBe(allowed);
  });
});
