import {
  flag,
  integer,
  listOf,
  objectOf,
  text,
  texts,
  type Schema,
} from './objects';

/** Returns the schema of resources. The parser returns blocks, including resources, as lists. */
function resources(
  attributes: Record<string, Schema>,
  required: string[],
): Schema {
  return {
    type: 'object',
    additionalProperties: listOf(objectOf(attributes, required)),
  };
}

const metadata = listOf(
  objectOf(
    { annotations: texts, labels: texts, name: text, namespace: text },
    [],
  ),
);

/**
 * Argument references of the resources, rewritten without unused parts. Sources, MPL-2.0, documentation only: hashicorp/aws v6 (`aws_iam_policy`,
 * `aws_iam_role`, `aws_iam_role_policy`, `aws_iam_role_policy_attachment`, `aws_eks_pod_identity_association`) and hashicorp/kubernetes v2
 * (`kubernetes_namespace_v1`, `kubernetes_service_account_v1`).
 */
export const terraform = objectOf(
  {
    resource: objectOf({
      aws_iam_policy: resources(
        { name: text, path: text, policy: text, tags: texts },
        ['policy'],
      ),
      aws_iam_role: resources(
        {
          assume_role_policy: text,
          max_session_duration: integer,
          name: text,
          path: text,
          permissions_boundary: text,
          tags: texts,
        },
        ['assume_role_policy'],
      ),
      aws_iam_role_policy: resources({ name: text, policy: text, role: text }, [
        'policy',
        'role',
      ]),
      aws_iam_role_policy_attachment: resources(
        { policy_arn: text, role: text },
        ['policy_arn', 'role'],
      ),
      aws_eks_pod_identity_association: resources(
        {
          cluster_name: text,
          disable_session_tags: flag,
          namespace: text,
          policy: text,
          role_arn: text,
          service_account: text,
          tags: texts,
          target_role_arn: text,
        },
        ['cluster_name', 'namespace', 'role_arn', 'service_account'],
      ),
      kubernetes_namespace_v1: resources({ metadata }, ['metadata']),
      kubernetes_service_account_v1: resources(
        { depends_on: listOf(text), metadata },
        ['metadata'],
      ),
    }),
  },
  ['resource'],
);
