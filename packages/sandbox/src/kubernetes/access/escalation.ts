import type { PolicyRule, Role, RoleBinding } from '../objects';
import { forbidden } from '../status';
import type { KubeStore } from '../store';
import {
  isAllowed,
  referencedRole,
  ruleAllows,
  rulesFor,
  type Attributes,
} from './rbac';
import type { User } from './user';

const GROUP = 'rbac.authorization.k8s.io';

/** A request to create or change an RBAC object. */
export interface RbacWrite {
  user: User;
  /** The plural name of the resource, such as `roles`. */
  resource: string;
  object: Role | RoleBinding;
}

/**
 * Checks that a user does not grant permissions that they do not have, unless they may `escalate` the role or `bind` it (Kubernetes, "Using RBAC
 * Authorization", "Privilege escalation prevention and bootstrapping").
 * @throws StatusError 403
 */
export function refuseEscalation(store: KubeStore, write: RbacWrite): void {
  const { user, resource, object } = write;
  const { namespace, name } = object.metadata;
  if (isAllowed(store, user, exemption(write))) {
    return;
  }
  const rules = isBinding(object)
    ? referencedRole(store, object)?.rules
    : object.rules;
  const held = rulesFor(store, user, namespace);
  const missing = (rules ?? []).filter(
    rule =>
      !attributesOf(rule).every(one => held.some(own => ruleAllows(own, one))),
  );
  if (missing.length > 0) {
    const groups = user.groups.map(group => JSON.stringify(group)).join(' ');
    throw forbidden(
      { group: GROUP, kind: resource, name },
      `user ${JSON.stringify(
        user.name,
      )} (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${missing
        .map(describeRule)
        .join('\n')}`,
    );
  }
}

function isBinding(object: Role | RoleBinding): object is RoleBinding {
  return 'roleRef' in object;
}

/** Returns the permission that exempts the user from the escalation check. */
function exemption({ resource, object }: RbacWrite): Attributes {
  const { namespace, name } = object.metadata;
  return isBinding(object)
    ? {
        verb: 'bind',
        group: GROUP,
        resource: object.roleRef.kind === 'Role' ? 'roles' : 'clusterroles',
        namespace,
        name: object.roleRef.name,
      }
    : { verb: 'escalate', group: GROUP, resource, namespace, name };
}

/** Returns every request that a rule allows, as a flat list. */
function attributesOf(rule: PolicyRule): Attributes[] {
  const { verbs, apiGroups = [], resources = [], nonResourceURLs = [] } = rule;
  const names = rule.resourceNames?.length ? rule.resourceNames : [undefined];
  return verbs.flatMap(verb => [
    ...nonResourceURLs.map(path => ({ verb, path })),
    ...apiGroups.flatMap(group =>
      resources.flatMap(wanted => {
        const [resource, subresource] = wanted.split('/');
        return names.map(name => ({
          verb,
          group,
          resource,
          subresource,
          name,
        }));
      }),
    ),
  ]);
}

function describeRule(rule: PolicyRule): string {
  const list = (items: string[]) =>
    `[${items.map(item => JSON.stringify(item)).join(' ')}]`;
  const parts = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['ResourceNames', rule.resourceNames],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['Verbs', rule.verbs],
  ] as const;
  return `{${parts
    .flatMap(([name, items]) =>
      items?.length ? [`${name}:${list(items)}`] : [],
    )
    .join(', ')}}`;
}
