import type {
  RbacV1Subject,
  V1ClusterRole,
  V1ClusterRoleBinding,
  V1PolicyRule,
  V1Role,
  V1RoleBinding,
} from '@kubernetes/client-node';
import {
  objectsOf,
  optionalText,
  textOf,
  textsOf,
  type RbacGrant,
  type RbacSubject,
} from '@backstage-irsa/core/model';

/** The rules of all roles of a cluster, by {@link roleKey}. */
export type RoleRules = Map<string, RbacGrant['rules']>;

/** Returns the key of a Role in a namespace, or of a ClusterRole. */
export function roleKey(name: string, namespace = ''): string {
  return `${namespace}/${name}`;
}

/** Returns the rules of a role, without rules that apply only to URLs. */
export function rulesOf(role: V1Role | V1ClusterRole): RbacGrant['rules'] {
  return objectsOf<V1PolicyRule>(role.rules).flatMap(rule =>
    rule.resources === undefined
      ? []
      : [
          {
            apiGroups: textsOf(rule.apiGroups),
            resources: textsOf(rule.resources),
            verbs: textsOf(rule.verbs),
            resourceNames: textsOf(rule.resourceNames),
          },
        ],
  );
}

function subjectOf(
  subject: RbacV1Subject,
  namespace: string | undefined,
): RbacSubject[] {
  const { kind } = subject;
  const name = textOf(subject.name);
  switch (kind) {
    case 'User':
    case 'Group':
      return [{ kind, name }];
    case 'ServiceAccount':
      return [
        { kind, name, namespace: optionalText(subject.namespace) ?? namespace },
      ];
    default:
      return [];
  }
}

/** Returns the grant of a binding. Empty if its role does not exist. */
export function grantOf(
  binding: V1RoleBinding | V1ClusterRoleBinding,
  roles: RoleRules,
): RbacGrant[] {
  const { metadata, roleRef, subjects } = binding;
  const namespace = optionalText(metadata?.namespace);
  const name = textOf(metadata?.name);
  const [role] = objectsOf([roleRef]);
  const rules = roles.get(
    roleKey(textOf(role.name), role.kind === 'Role' ? namespace : undefined),
  );
  if (!rules || rules.length === 0) return [];
  return [
    {
      binding:
        namespace === undefined
          ? `ClusterRoleBinding ${name}`
          : `RoleBinding ${namespace}/${name}`,
      ...(namespace !== undefined && { namespace }),
      subjects: objectsOf(subjects).flatMap(subject =>
        subjectOf(subject, namespace),
      ),
      rules,
    },
  ];
}
