import { jsonOf, pairsOf, present, readManifest } from './files';
import type { Reader } from './types';

export const read: Reader = files => {
  const role = jsonOf(files, 'role.json');
  const policy = jsonOf(files, 'policy.json');
  const association = jsonOf(files, 'association.json');
  return {
    role: {
      name: role.RoleName,
      path: role.Path,
      trust: jsonOf(files, 'trust-policy.json'),
      boundaryArn: role.PermissionsBoundary,
      maxSessionDurationSeconds: role.MaxSessionDuration,
      managedPolicyArns: files
        .filter(({ path }) => path.startsWith('attachment-'))
        .map(({ content }) => JSON.parse(content).PolicyArn),
      tags: pairsOf(role.Tags),
    },
    permissions: present(
      policy && jsonOf(files, 'permissions-policy.json'),
      jsonOf(files, 'inline-policy.json'),
    ),
    policyTags: policy && pairsOf(policy.Tags),
    ...readManifest(files),
    ...(association && {
      association: {
        cluster: association.clusterName,
        namespace: association.namespace,
        serviceAccount: association.serviceAccount,
        roleArn: association.roleArn,
        targetRoleArn: association.targetRoleArn,
        tags: association.tags,
        disableSessionTags: association.disableSessionTags,
        ...(association.policy && {
          sessionPolicy: JSON.parse(association.policy),
        }),
      },
    }),
  };
};
