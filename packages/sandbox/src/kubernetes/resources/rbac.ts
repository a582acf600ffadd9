import { jsonEqual } from '../json';
import { pathSegmentName } from '../names';
import type {
  ClusterRole,
  ClusterRoleBinding,
  Role,
  RoleBinding,
} from '../objects';
import type { Cause } from '../status';
import { defineResource } from './definition';

const RBAC = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  nameRule: pathSegmentName,
};

/** Checks that every rule names its verbs and its targets. */
function validateRules({ rules }: Role): Cause[] {
  return (rules ?? []).flatMap(({ verbs }, index) =>
    verbs?.length
      ? []
      : [
          {
            reason: 'FieldValueRequired' as const,
            field: `rules[${index}].verbs`,
            message: 'Required value: verbs must contain at least one value',
          },
        ],
  );
}

const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

function validateSubjects({ subjects }: RoleBinding): Cause[] {
  return (subjects ?? []).flatMap(({ kind }, index) =>
    SUBJECT_KINDS.includes(kind)
      ? []
      : [
          {
            reason: 'FieldValueNotSupported' as const,
            field: `subjects[${index}].kind`,
            message: `Unsupported value: ${JSON.stringify(
              kind,
            )}: supported values: "ServiceAccount", "User", "Group"`,
          },
        ],
  );
}

function validateBinding(binding: RoleBinding): Cause[] {
  return [...validateRoleRef(binding), ...validateSubjects(binding)];
}

function validateRoleRef({ roleRef }: RoleBinding): Cause[] {
  return roleRef?.kind === 'Role' || roleRef?.kind === 'ClusterRole'
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          field: 'roleRef.kind',
          message: `Unsupported value: ${JSON.stringify(
            roleRef?.kind ?? '',
          )}: supported values: "ClusterRole", "Role"`,
        },
      ];
}

function validateRoleRefUpdate(
  { roleRef }: RoleBinding,
  previous: RoleBinding,
): Cause[] {
  return jsonEqual(roleRef, previous.roleRef)
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          field: 'roleRef',
          message: `Invalid value: ${JSON.stringify(
            roleRef,
          )}: cannot change roleRef`,
        },
      ];
}

export const roles = defineResource<Role>({
  ...RBAC,
  resource: 'roles',
  singular: 'role',
  kind: 'Role',
  namespaced: true,
  validate: validateRules,
});

export const clusterRoles = defineResource<ClusterRole>({
  ...RBAC,
  resource: 'clusterroles',
  singular: 'clusterrole',
  kind: 'ClusterRole',
  namespaced: false,
  validate: validateRules,
});

export const roleBindings = defineResource<RoleBinding>({
  ...RBAC,
  resource: 'rolebindings',
  singular: 'rolebinding',
  kind: 'RoleBinding',
  namespaced: true,
  columns: [
    {
      name: 'Role',
      cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
    },
  ],
  requiredPaths: ['roleRef'],
  validate: validateBinding,
  validateUpdate: validateRoleRefUpdate,
});

export const clusterRoleBindings = defineResource<ClusterRoleBinding>({
  ...RBAC,
  resource: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  kind: 'ClusterRoleBinding',
  namespaced: false,
  columns: [
    {
      name: 'Role',
      cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
    },
  ],
  requiredPaths: ['roleRef'],
  validate: validateBinding,
  validateUpdate: validateRoleRefUpdate,
});
