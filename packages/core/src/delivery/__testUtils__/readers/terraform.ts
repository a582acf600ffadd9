import { present, terraformOf, type Parsed } from './files';
import { decoded, parseHcl, referenceOf } from './hclFile';
import type { Reader } from './types';

/** Returns all resources of a kind. */
function resources(file: Parsed, kind: string): Parsed[] {
  return Object.values<Parsed[]>(file.resource[kind] ?? {}).map(([one]) => one);
}

/** Returns the ARNs of the named managed policies. The policy of the grants is a reference. */
function arnsOf(file: Parsed): string[] {
  return resources(file, 'aws_iam_role_policy_attachment')
    .map(({ policy_arn }) => policy_arn)
    .filter(arn => referenceOf(arn) === undefined);
}

export const read: Reader = files => {
  const file = parseHcl(terraformOf(files));
  const [role] = resources(file, 'aws_iam_role');
  const [policy] = resources(file, 'aws_iam_policy');
  const [inline] = resources(file, 'aws_iam_role_policy');
  const [association] = resources(file, 'aws_eks_pod_identity_association');
  const [account] = resources(file, 'kubernetes_service_account_v1');
  const [metadata] = account.metadata;
  return {
    role: {
      name: role.name,
      path: role.path,
      trust: decoded(role.assume_role_policy),
      boundaryArn: role.permissions_boundary,
      maxSessionDurationSeconds: role.max_session_duration,
      managedPolicyArns: arnsOf(file),
      tags: role.tags,
    },
    permissions: present(
      policy && decoded(policy.policy),
      inline && decoded(inline.policy),
    ),
    policyTags: policy?.tags,
    serviceAccount: {
      namespace: metadata.namespace,
      name: metadata.name,
      annotations: metadata.annotations ?? {},
      labels: metadata.labels ?? {},
    },
    namespaces: resources(file, 'kubernetes_namespace_v1').map(
      namespace => namespace.metadata[0].name,
    ),
    ...(association && {
      association: {
        cluster: association.cluster_name,
        namespace: association.namespace,
        serviceAccount: association.service_account,
        roleArn: association.role_arn,
        targetRoleArn: association.target_role_arn,
        disableSessionTags: association.disable_session_tags,
        ...(association.policy && {
          sessionPolicy: decoded(association.policy),
        }),
        tags: association.tags,
      },
    }),
  };
};
