import type { PolicyRule, Role, RoleBinding, Subject } from '../objects';
import {
  clusterRoleBindings,
  clusterRoles,
  roleBindings,
  roles,
} from '../resources/rbac';
import type { KubeStore } from '../store';
import type { User } from './user';

/** The verb and target of a request: a resource, or a path that is not a resource. */
export type Attributes = ResourceAttributes | { verb: string; path: string };

interface ResourceAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  /** The namespace. Empty if the request covers all namespaces or the resource has none. */
  namespace?: string;
  name?: string;
}

/** The group whose members are allowed everything, regardless of roles. */
const MASTERS = 'system:masters';

/** Checks whether RBAC allows a request (Kubernetes, "Using RBAC Authorization"). */
export function isAllowed(
  store: KubeStore,
  user: User,
  attributes: Attributes,
): boolean {
  return (
    user.groups.includes(MASTERS) ||
    rulesFor(
      store,
      user,
      'resource' in attributes ? attributes.namespace : undefined,
    ).some(rule => ruleAllows(rule, attributes))
  );
}

/** Describes the binding that allows a request, in the API server's words. Undefined if no binding allows it or none is needed. */
export function reasonFor(
  store: KubeStore,
  user: User,
  attributes: Attributes,
): string | undefined {
  if (user.groups.includes(MASTERS)) {
    return undefined;
  }
  const binding = bindingsFor(
    store,
    user,
    'resource' in attributes ? attributes.namespace : undefined,
  ).find(one =>
    (referencedRole(store, one)?.rules ?? []).some(rule =>
      ruleAllows(rule, attributes),
    ),
  );
  return binding && describeBinding(binding, user);
}

function describeBinding(
  { kind, metadata, roleRef, subjects = [] }: RoleBinding,
  user: User,
): string {
  const { name, namespace } = metadata;
  const quoted = JSON.stringify(namespace ? `${name}/${namespace}` : name);
  const subject = subjects.find(one => isSubject(one, user, namespace));
  const who = JSON.stringify(
    subject?.kind === 'ServiceAccount'
      ? `${subject.name}/${subject.namespace ?? namespace}`
      : subject?.name,
  );
  return `RBAC: allowed by ${kind} ${quoted} of ${
    roleRef.kind
  } ${JSON.stringify(roleRef.name)} to ${subject?.kind} ${who}`;
}

/** Returns all rules that apply to a user cluster-wide and, if a namespace is given, in that namespace. */
export function rulesFor(
  store: KubeStore,
  user: User,
  namespace: string | undefined,
): PolicyRule[] {
  return bindingsFor(store, user, namespace).flatMap(
    binding => referencedRole(store, binding)?.rules ?? [],
  );
}

function bindingsFor(
  store: KubeStore,
  user: User,
  namespace: string | undefined,
): RoleBinding[] {
  const inNamespace = namespace ? store.all(roleBindings, namespace) : [];
  return [...store.all(clusterRoleBindings), ...inNamespace].filter(binding =>
    (binding.subjects ?? []).some(subject =>
      isSubject(subject, user, binding.metadata.namespace),
    ),
  );
}

/** Returns the role that a binding references, or undefined if it does not exist. */
export function referencedRole(
  store: KubeStore,
  { roleRef, metadata }: RoleBinding,
): Role | undefined {
  return roleRef.kind === 'ClusterRole'
    ? store.get(clusterRoles, '', roleRef.name)
    : store.get(roles, metadata.namespace ?? '', roleRef.name);
}

function isSubject(
  subject: Subject,
  user: User,
  bindingNamespace: string | undefined,
): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return (
        user.name ===
        `system:serviceaccount:${subject.namespace ?? bindingNamespace}:${
          subject.name
        }`
      );
    default:
      return false;
  }
}

/** Checks whether one rule of a role allows a request. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!covers(rule.verbs, attributes.verb)) {
    return false;
  }
  if ('path' in attributes) {
    return (rule.nonResourceURLs ?? []).some(
      pattern =>
        pattern === '*' ||
        pattern === attributes.path ||
        (pattern.endsWith('*') &&
          attributes.path.startsWith(pattern.slice(0, -1))),
    );
  }
  const { resource, subresource, group, name } = attributes;
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  const names = rule.resourceNames ?? [];
  return (
    covers(rule.apiGroups ?? [], group) &&
    (covers(rule.resources ?? [], wanted) ||
      (subresource !== undefined &&
        (rule.resources ?? []).includes(`*/${subresource}`))) &&
    (names.length === 0 || (name !== undefined && names.includes(name)))
  );
}

function covers(list: string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}

/** Returns the denial message that the API server writes. */
export function denial(user: User, attributes: Attributes): string {
  const who = `User ${JSON.stringify(user.name)} cannot`;
  if ('path' in attributes) {
    return `${who} ${attributes.verb} path ${JSON.stringify(attributes.path)}`;
  }
  const { verb, group, resource, subresource, namespace } = attributes;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace ${JSON.stringify(namespace)}`
    : 'at the cluster scope';
  return `${who} ${verb} resource "${what}" in API group "${group}" ${where}`;
}
