import { randomUUID } from 'node:crypto';
import type { Account, KmsKey } from '../state/account';
import { policyText } from './iam';

/** Makes a key whose policy leaves the decision to IAM policies of the account ("Default key policy", AWS KMS Developer Guide). */
export function addKey(
  account: Account,
  { region, createdAt }: { region: string; createdAt: Date },
): KmsKey {
  const id = randomUUID();
  const key: KmsKey = {
    id,
    arn: `arn:${account.partition}:kms:${region}:${account.id}:key/${id}`,
    createdAt,
    policy: policyText({
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:${account.partition}:iam::${account.id}:root` },
      Action: 'kms:*',
      Resource: '*',
    }),
  };
  account.keys.set(id, key);
  return key;
}
