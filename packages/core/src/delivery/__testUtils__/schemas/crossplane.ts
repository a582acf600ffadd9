import {
  flag,
  kindOf,
  listOf,
  objectOf,
  text,
  texts,
  type Schema,
} from './objects';

const IAM = 'iam.aws.upbound.io/v1beta1';

function managed(
  apiVersion: string,
  kind: string,
  forProvider: Record<string, Schema>,
) {
  return kindOf(
    apiVersion,
    kind,
    objectOf(
      {
        forProvider: objectOf(forProvider),
        managementPolicies: listOf({
          enum: [
            ...['*', 'Create', 'Delete', 'LateInitialize', 'Observe'],
            'Update',
          ],
        }),
      },
      ['forProvider'],
    ),
  );
}

/**
 * Field names and types from the CRDs, rewritten without unused parts. Sources, Apache-2.0: crossplane-contrib/provider-upjet-aws,
 * `package/crds/iam.aws.upbound.io_roles.yaml` at 6ba70e3, with `inlinePolicy` from `examples/iam/v1beta1/role-with-inline-policy.yaml` at 2ae7f5e,
 * `examples/iam/policy-with-path.yaml` at 2868102, and `package/crds/eks.aws.upbound.io_podidentityassociations.yaml` at 0602549; buckets, their
 * public access blocks and encryption, queues and tables at 75a4c57.
 */
export const crossplane = {
  oneOf: [
    managed(IAM, 'Role', {
      assumeRolePolicy: text,
      inlinePolicy: listOf(objectOf({ name: text, policy: text })),
      maxSessionDuration: { type: 'number' },
      path: text,
      permissionsBoundary: text,
      tags: texts,
    }),
    managed(IAM, 'Policy', { path: text, policy: text, tags: texts }),
    managed(IAM, 'RolePolicyAttachment', { policyArn: text, role: text }),
    managed('eks.aws.upbound.io/v1beta1', 'PodIdentityAssociation', {
      clusterName: text,
      disableSessionTags: flag,
      namespace: text,
      region: text,
      roleArn: text,
      serviceAccount: text,
      tags: texts,
      targetRoleArn: text,
    }),
    managed('s3.aws.upbound.io/v1beta2', 'Bucket', {
      region: text,
      tags: texts,
    }),
    managed('s3.aws.upbound.io/v1beta1', 'BucketPublicAccessBlock', {
      blockPublicAcls: flag,
      blockPublicPolicy: flag,
      bucket: text,
      ignorePublicAcls: flag,
      region: text,
      restrictPublicBuckets: flag,
    }),
    managed(
      's3.aws.upbound.io/v1beta2',
      'BucketServerSideEncryptionConfiguration',
      {
        bucket: text,
        region: text,
        rule: listOf(
          objectOf({
            applyServerSideEncryptionByDefault: objectOf({
              sseAlgorithm: text,
            }),
          }),
        ),
      },
    ),
    managed('sqs.aws.upbound.io/v1beta1', 'Queue', {
      fifoQueue: flag,
      name: text,
      region: text,
      sqsManagedSseEnabled: flag,
      tags: texts,
    }),
    managed('dynamodb.aws.upbound.io/v1beta2', 'Table', {
      attribute: listOf(objectOf({ name: text, type: text })),
      billingMode: text,
      hashKey: text,
      pointInTimeRecovery: objectOf({ enabled: flag }),
      region: text,
      tags: texts,
    }),
  ],
};
