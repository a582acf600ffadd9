import { present, readManifest, yamlOf, type Parsed } from './files';
import type { Reader } from './types';

const EXTERNAL_NAME = 'crossplane.io/external-name';

export const read: Reader = files => {
  const objects = yamlOf(files, 'crossplane.yaml');
  const all = (kind: string): Parsed[] =>
    objects
      .filter(object => object.kind === kind)
      .map(({ metadata, spec }) => ({
        ...spec.forProvider,
        externalName: metadata.annotations?.[EXTERNAL_NAME],
      }));
  const [role] = all('Role');
  const [policy] = all('Policy');
  const [association] = all('PodIdentityAssociation');
  const made = policy && `:policy${policy.path}${policy.externalName}`;
  return {
    role: {
      name: role.externalName,
      path: role.path,
      trust: JSON.parse(role.assumeRolePolicy),
      boundaryArn: role.permissionsBoundary,
      maxSessionDurationSeconds: role.maxSessionDuration,
      managedPolicyArns: all('RolePolicyAttachment')
        .map(({ policyArn }) => policyArn)
        .filter(arn => made === undefined || !arn.endsWith(made)),
      tags: role.tags,
    },
    permissions: present(
      policy && JSON.parse(policy.policy),
      role.inlinePolicy && JSON.parse(role.inlinePolicy[0].policy),
    ),
    policyTags: policy?.tags,
    ...readManifest(files),
    ...(association && {
      association: {
        cluster: association.clusterName,
        region: association.region,
        namespace: association.namespace,
        serviceAccount: association.serviceAccount,
        roleArn: association.roleArn,
        targetRoleArn: association.targetRoleArn,
        tags: association.tags,
      },
    }),
  };
};
