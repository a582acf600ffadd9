import type {
  RbacV1Subject,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1PolicyRule,
  V1Role,
  V1RoleBinding,
} from '@kubernetes/client-node';
import type { RbacGrant, RbacSubject } from '../../inventory/types';
import { checked, GRANT, RULES } from '../shapes';

/** The rules of all roles of a cluster, by {@link roleKey}. */
export type RoleRules = Map<string, RbacGrant['rules']>;

/** The key of a role: one of a namespace, or of the cluster. */
export function roleKey(name: string, namespace = ''): string {
  return `${namespace}/${name}`;
}

/** The rules of a role. Those about URLs alone give nothing here. */
export function rulesOf(role: V1Role | V1ClusterRole): RbacGrant['rules'] {
  const rules = (role.rules ?? []).flatMap((rule: V1PolicyRule) =>
    rule.resources === undefined
      ? []
      : [
          {
            apiGroups: rule.apiGroups ?? [],
            resources: rule.resources,
            verbs: rule.verbs,
            resourceNames: rule.resourceNames ?? [],
          },
        ],
  );
  return checked(RULES, rules);
}

function subjectOf(
  subject: RbacV1Subject,
  namespace: string | undefined,
): RbacSubject[] {
  const { kind, name } = subject;
  switch (kind) {
    case 'User':
    case 'Group':
      return [{ kind, name }];
    case 'ServiceAccount':
      return [{ kind, name, namespace: subject.namespace ?? namespace }];
    default:
      return [];
  }
}

/** What a binding gives; nothing when its role is not there. */
export function grantOf(
  binding: V1RoleBinding | V1ClusterRoleBinding,
  roles: RoleRules,
): RbacGrant[] {
  const { metadata, roleRef, subjects = [] } = binding;
  const namespace = metadata?.namespace;
  const rules = roles.get(
    roleKey(roleRef.name, roleRef.kind === 'Role' ? namespace : undefined),
  );
  if (!rules || rules.length === 0) return [];
  return [
    checked(GRANT, {
      binding:
        namespace === undefined
          ? `ClusterRoleBinding ${metadata?.name}`
          : `RoleBinding ${namespace}/${metadata?.name}`,
      ...(namespace !== undefined && { namespace }),
      subjects: subjects.flatMap(subject => subjectOf(subject, namespace)),
      rules,
    }),
  ];
}
