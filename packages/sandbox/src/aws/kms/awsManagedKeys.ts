import { randomUUID } from 'node:crypto';
import type { Account, KmsKey } from '../../state/account';

/** Matches the alias of an AWS managed key, such as `alias/aws/s3`, and captures its service. */
const ALIAS = /^alias\/aws\/([a-z0-9-]+)$/;

/** Checks whether an alias belongs to an AWS managed key. */
export function isAwsAlias(alias: string): boolean {
  return ALIAS.test(alias);
}

/**
 * Creates the AWS managed key of a service in a region of an account, when it is first used. Every principal of the account can use it through the
 * service, within the permissions for the service. Nobody else can use it.
 *
 * Source: "AWS managed keys", AWS KMS Developer Guide, and the policy of `alias/aws/sqs`.
 */
export function awsManagedKey(
  account: Account,
  { alias, region, at }: { alias: string; region: string; at: Date },
): KmsKey {
  const [, service] = ALIAS.exec(alias) ?? [];
  const id = randomUUID();
  const key: KmsKey = {
    id,
    arn: `arn:${account.partition}:kms:${region}:${account.id}:key/${id}`,
    createdAt: at,
    description: `Default key that protects my data of ${service} when no other key is defined`,
    aliases: [alias],
    isAwsManaged: true,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Id: `auto-${service}-1`,
      Statement: [
        {
          Sid: `Allow access through ${service} for all principals in the account that are authorized to use ${service}`,
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'kms:Encrypt',
            'kms:Decrypt',
            'kms:ReEncrypt*',
            'kms:GenerateDataKey*',
            'kms:CreateGrant',
            'kms:DescribeKey',
          ],
          Resource: '*',
          Condition: {
            StringEquals: {
              'kms:CallerAccount': account.id,
              'kms:ViaService': `${service}.${region}.amazonaws.com`,
            },
          },
        },
        {
          Sid: 'Allow direct access to key metadata to the account',
          Effect: 'Allow',
          Principal: {
            AWS: `arn:${account.partition}:iam::${account.id}:root`,
          },
          Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
          Resource: '*',
        },
      ],
    }),
  };
  account.keys.set(id, key);
  return key;
}
