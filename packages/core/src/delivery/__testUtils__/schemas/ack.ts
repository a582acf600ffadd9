import {
  flag,
  integer,
  kindOf,
  listOf,
  objectOf,
  text,
  texts,
} from './objects';

const tags = listOf(objectOf({ key: text, value: text }));

/**
 * Field names, types and required fields from the CRDs, rewritten without unused parts. Sources, all Apache-2.0: aws-controllers-k8s/iam-controller,
 * `config/crd/bases/iam.services.k8s.aws_roles.yaml` at 31393b8 and `…_policies.yaml` at efad360; aws-controllers-k8s/eks-controller,
 * `eks.services.k8s.aws_podidentityassociations.yaml` at fcb7569; s3-controller, `s3.services.k8s.aws_buckets.yaml` at 1051f76; sqs-controller,
 * `sqs.services.k8s.aws_queues.yaml` at eeb8ea4; dynamodb-controller, `dynamodb.services.k8s.aws_tables.yaml` at 8f8c351.
 */
export const ack = {
  oneOf: [
    kindOf(
      'iam.services.k8s.aws/v1alpha1',
      'Role',
      objectOf(
        {
          assumeRolePolicyDocument: text,
          inlinePolicies: texts,
          maxSessionDuration: integer,
          name: text,
          path: text,
          permissionsBoundary: text,
          policies: listOf(text),
          tags,
        },
        ['assumeRolePolicyDocument', 'name'],
      ),
    ),
    kindOf(
      'iam.services.k8s.aws/v1alpha1',
      'Policy',
      objectOf({ name: text, path: text, policyDocument: text, tags }, [
        'name',
        'policyDocument',
      ]),
    ),
    kindOf(
      'eks.services.k8s.aws/v1alpha1',
      'PodIdentityAssociation',
      objectOf(
        {
          clusterName: text,
          disableSessionTags: flag,
          namespace: text,
          policy: text,
          roleARN: text,
          serviceAccount: text,
          tags: texts,
          targetRoleARN: text,
        },
        ['namespace', 'serviceAccount'],
      ),
    ),
    kindOf(
      's3.services.k8s.aws/v1alpha1',
      'Bucket',
      objectOf(
        {
          encryption: objectOf({
            rules: listOf(
              objectOf({
                applyServerSideEncryptionByDefault: objectOf({
                  sseAlgorithm: text,
                }),
              }),
            ),
          }),
          name: text,
          publicAccessBlock: objectOf({
            blockPublicACLs: flag,
            blockPublicPolicy: flag,
            ignorePublicACLs: flag,
            restrictPublicBuckets: flag,
          }),
          tagging: objectOf({ tagSet: tags }),
        },
        ['name'],
      ),
    ),
    kindOf(
      'sqs.services.k8s.aws/v1alpha1',
      'Queue',
      objectOf(
        {
          fifoQueue: text,
          queueName: text,
          sqsManagedSSEEnabled: text,
          tags: texts,
        },
        ['queueName'],
      ),
    ),
    kindOf(
      'dynamodb.services.k8s.aws/v1alpha1',
      'Table',
      objectOf(
        {
          attributeDefinitions: listOf(
            objectOf({ attributeName: text, attributeType: text }),
          ),
          billingMode: text,
          continuousBackups: objectOf({ pointInTimeRecoveryEnabled: flag }),
          keySchema: listOf(objectOf({ attributeName: text, keyType: text })),
          tableName: text,
          tags,
        },
        ['attributeDefinitions', 'keySchema', 'tableName'],
      ),
    ),
  ],
};
