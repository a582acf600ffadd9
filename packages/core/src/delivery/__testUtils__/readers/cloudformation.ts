import type { RenderedFile } from '../../../model/types';
import { pairsOf, present, readManifest, yamlOf } from './files';
import type { Reader, ReadSpec } from './types';

/** Reads the role, its permissions, and the association from a template. */
export function readTemplate(
  files: RenderedFile[],
  path: string,
): Pick<ReadSpec, 'role' | 'permissions' | 'association'> {
  const [{ Resources }] = yamlOf(files, path);
  const role = Resources.Role.Properties;
  const policy = Resources.PermissionsPolicy?.Properties;
  const association = Resources.Association?.Properties;
  return {
    role: {
      name: role.RoleName,
      path: role.Path,
      trust: role.AssumeRolePolicyDocument,
      boundaryArn: role.PermissionsBoundary,
      maxSessionDurationSeconds: role.MaxSessionDuration,
      managedPolicyArns: (role.ManagedPolicyArns ?? []).filter(
        (arn: unknown) => typeof arn === 'string',
      ),
      tags: pairsOf(role.Tags),
    },
    permissions: present(
      policy?.PolicyDocument,
      role.Policies?.[0].PolicyDocument,
    ),
    ...(association && {
      association: {
        cluster: association.ClusterName,
        namespace: association.Namespace,
        serviceAccount: association.ServiceAccount,
        roleArn: association.RoleArn,
        targetRoleArn: association.TargetRoleArn,
        tags: pairsOf(association.Tags),
        disableSessionTags: association.DisableSessionTags,
        ...(association.Policy && {
          sessionPolicy: JSON.parse(association.Policy),
        }),
      },
    }),
  };
}

export const read: Reader = files => ({
  ...readTemplate(files, 'template.yaml'),
  ...readManifest(files),
});
