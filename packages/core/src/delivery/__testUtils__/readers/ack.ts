import { pairsOf, present, readManifest, yamlOf } from './files';
import type { Reader } from './types';

export const read: Reader = files => {
  const objects = yamlOf(files, 'ack.yaml');
  const objectOf = (kind: string) =>
    objects.find(object => object.kind === kind);
  const specOf = (kind: string) => objectOf(kind)?.spec;
  const role = specOf('Role');
  const policy = specOf('Policy');
  const association = specOf('PodIdentityAssociation');
  const made = policy && `:policy${policy.path}${policy.name}`;
  const inline = Object.values<string>(role.inlinePolicies ?? {});
  return {
    role: {
      name: role.name,
      path: role.path,
      trust: JSON.parse(role.assumeRolePolicyDocument),
      boundaryArn: role.permissionsBoundary,
      maxSessionDurationSeconds: role.maxSessionDuration,
      managedPolicyArns: (role.policies ?? []).filter(
        (arn: string) => made === undefined || !arn.endsWith(made),
      ),
      tags: pairsOf(role.tags),
    },
    permissions: present(
      policy && JSON.parse(policy.policyDocument),
      ...inline.map(text => JSON.parse(text)),
    ),
    policyTags: policy && pairsOf(policy.tags),
    ...readManifest(files),
    ...(association && {
      association: {
        cluster: association.clusterName,
        region: objectOf('PodIdentityAssociation')!.metadata.annotations?.[
          'services.k8s.aws/region'
        ],
        namespace: association.namespace,
        serviceAccount: association.serviceAccount,
        roleArn: association.roleARN,
        targetRoleArn: association.targetRoleARN,
        disableSessionTags: association.disableSessionTags,
        ...(association.policy && {
          sessionPolicy: JSON.parse(association.policy),
        }),
        tags: association.tags,
      },
    }),
  };
};
