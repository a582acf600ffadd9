import { readTemplate } from './cloudformation';
import { contentOf, present, readManifest, yamlOf } from './files';
import type { Reader } from './types';

export const read: Reader = files => {
  const [{ iam, metadata: cluster }] = yamlOf(files, 'cluster.yaml');
  if (contentOf(files, 'role.yaml') !== undefined) {
    const [association] = iam.podIdentityAssociations;
    return {
      ...readTemplate(files, 'role.yaml'),
      ...readManifest(files),
      association: {
        cluster: cluster.name,
        region: cluster.region,
        namespace: association.namespace,
        serviceAccount: association.serviceAccountName,
        roleArn: association.roleARN,
        targetRoleArn: association.targetRoleARN,
        disableSessionTags: association.disableSessionTags,
        ...(association.policy && {
          sessionPolicy: JSON.parse(association.policy),
        }),
        tags: association.tags,
      },
    };
  }
  const [entry] = iam.serviceAccounts;
  const { namespace, name, annotations = {}, labels = {} } = entry.metadata;
  return {
    role: {
      name: entry.roleName,
      boundaryArn: entry.permissionsBoundary,
      managedPolicyArns: entry.attachPolicyARNs ?? [],
      tags: entry.tags,
    },
    permissions: present(entry.attachPolicy),
    serviceAccount: { namespace, name, annotations, labels },
    // eksctl creates a missing namespace of a ServiceAccount.
    namespaces: [namespace],
  };
};
