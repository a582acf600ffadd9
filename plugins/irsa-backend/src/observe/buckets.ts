import type { BucketAccounts } from './bucketEncryption';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '@backstage-irsa/core/arn';
import {
  found,
  readDocument,
  textOf,
  type Observation,
  type ObservedBucket,
  type ObservedDocument,
  type ObservedRolePolicies,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './aws/AwsClients';
import { firstKnown, readBucketEncryption } from './bucketEncryption';
import { permissionDocuments } from '@backstage-irsa/core/permissions';
import { readAws } from './read';

/** Buckets of one role whose policies are read at most. */
const MOST = 5;

/** The buckets that statements allow something on, by exact name, in the order of the documents. */
export function namedBuckets(documents: PolicyDocument[]): string[] {
  const resources = documents
    .flatMap(({ Statement: statements }) => statements)
    .filter(({ Effect: effect }) => effect === 'Allow')
    .flatMap(({ Resource: resource }) => resource ?? []);
  const names = resources.flatMap(resource => {
    const arn = parseArn(resource);
    const name = arn?.service === 's3' ? arn.resource.split('/')[0] : '';
    return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ? name : [];
  });
  return [...new Set(names)].slice(0, MOST);
}

/** The policies and the encryption of the buckets that a role's own policies name. */
export async function readBuckets(
  aws: AwsClients,
  accounts: BucketAccounts,
  policies: ObservedRolePolicies,
): Promise<Observation<ObservedBucket[]>> {
  const names = namedBuckets(permissionDocuments(policies));
  return found(
    await Promise.all(
      names.map(async name => {
        const [policy, encryption] = await Promise.all([
          readBucketPolicy(aws, accounts, name),
          readBucketEncryption(aws, accounts, name),
        ]);
        return { name, policy, encryption };
      }),
    ),
  );
}

/** The policy of a bucket. */
export function readBucketPolicy(
  aws: AwsClients,
  { accountIds, region }: BucketAccounts,
  bucket: string,
): Promise<Observation<ObservedDocument>> {
  return firstKnown(accountIds, accountId =>
    readAws('s3:GetBucketPolicy', async () => {
      const { Policy } = await aws
        .s3(accountId, region)
        .send(new GetBucketPolicyCommand({ Bucket: bucket }));
      return readDocument(textOf(Policy), 'resource');
    }),
  );
}
