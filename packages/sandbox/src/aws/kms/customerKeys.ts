import { randomUUID } from 'node:crypto';
import type { Account, KmsKey } from '../../state/account';
import type { World } from '../../state/world';
import { takePolicy } from '../access/policyPrincipals';
import { AwsError } from '../protocol/error';

/**
 * Creates a customer managed key. By default, its policy leaves the decision to the IAM policies of the account ("Default key policy", AWS KMS
 * Developer Guide).
 */
export function addKey(
  account: Account,
  {
    region,
    createdAt,
    ...given
  }: { region: string; createdAt: Date } & Partial<KmsKey>,
): KmsKey {
  const id = randomUUID();
  const { partition } = account;
  const key: KmsKey = {
    id,
    arn: `arn:${partition}:kms:${region}:${account.id}:key/${id}`,
    createdAt,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Enable IAM User Permissions',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::${account.id}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    }),
    ...given,
  };
  account.keys.set(id, key);
  return key;
}

/** Returns the text of a key policy as KMS stores it. Throws `MalformedPolicyDocumentException`. */
export function readKeyPolicy(world: World, text: string): string {
  return takePolicy(
    world,
    text,
    (
      problem = 'Policy contains a statement with one or more invalid principals.',
    ) => new AwsError('MalformedPolicyDocumentException', 400, problem),
  );
}
