import { GetBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { parseArn } from '@backstage-irsa/plugin-irsa-common';
import { textOf } from '../answers/fields';
import { permissionDocuments } from '../permissions/permissionDocuments';
import { readDocument } from './document';
import { found, type Observation } from './observation';
import { readAws } from './read';
import type {
  ObservedBucket,
  ObservedDocument,
  ObservedRolePolicies,
} from './types';

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

/** The policies of the buckets that a role's own policies name, asked for as each account in turn: only a bucket's own may read it. */
export async function readBuckets(
  clients: S3Client[],
  policies: ObservedRolePolicies,
): Promise<Observation<ObservedBucket[]>> {
  const names = namedBuckets(permissionDocuments(policies));
  return found(
    await Promise.all(
      names.map(async name => ({
        name,
        policy: await readBucketPolicy(clients, name),
      })),
    ),
  );
}

/** The policy of a bucket, asked for as each account in turn. */
export async function readBucketPolicy(
  [s3, ...others]: S3Client[],
  bucket: string,
): Promise<Observation<ObservedDocument>> {
  const policy = await readPolicyAs(s3, bucket);
  if (policy.state !== 'unknown' || others.length === 0) return policy;
  const elsewhere = await readBucketPolicy(others, bucket);
  return elsewhere.state === 'unknown' ? policy : elsewhere;
}

function readPolicyAs(
  s3: S3Client,
  bucket: string,
): Promise<Observation<ObservedDocument>> {
  return readAws('s3:GetBucketPolicy', async () => {
    const { Policy } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: bucket }),
    );
    return readDocument(textOf(Policy), 'resource');
  });
}
