import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { formatArn, parseArn, partitionOf } from '@backstage-irsa/core/arn';
import {
  absent,
  found,
  objectsOf,
  optionalFlag,
  optionalText,
  readDocument,
  type Observation,
  type ObservedDocument,
  type ObservedEncryption,
  unknown,
} from '@backstage-irsa/core/model';
import type { AwsClients } from './aws/AwsClients';
import { readAws } from './read';

/** A key's ID; one of several regions begins with `mrk-`. */
const KEY_ID = /^[\w-]{1,64}$/;

/** The key that AWS manages for S3, which lets in everybody of the bucket's account who may use the bucket. */
const AWS_MANAGED = /(^|:)alias\/aws\/s3$/;

/** What a bucket says of its encryption by a KMS key. */
interface BucketKey {
  /** Its ID, ARN or alias; absent for the key that AWS manages. */
  keyId?: string;
  bucketKey: boolean;
}

interface PlacedKey {
  arn: string;
  accountId: string;
  region: string;
}

/** The first answer that is one. */
export async function firstKnown<T>(
  [accountId, ...others]: string[],
  read: (accountId: string) => Promise<Observation<T>>,
): Promise<Observation<T>> {
  const answer = await read(accountId);
  if (answer.state !== 'unknown' || others.length === 0) return answer;
  const elsewhere = await firstKnown(others, read);
  return elsewhere.state === 'unknown' ? answer : elsewhere;
}

/** The KMS key that a bucket encrypts new objects with, with the key's policy, which only the key's own account may read. */
export function readBucketEncryption(
  aws: AwsClients,
  { accountIds, region }: BucketAccounts,
  bucket: string,
): Promise<Observation<ObservedEncryption>> {
  return firstKnown(accountIds, async accountId => {
    const read = await readBucketKey(aws, { accountId, region, bucket });
    if (read.state !== 'found') return read;
    const { keyId, bucketKey } = read.value;
    if (keyId === undefined || AWS_MANAGED.test(keyId)) return absent();
    const key = placeKey(keyId, { accountId, region });
    return key
      ? found({
          keyArn: key.arn,
          bucketKey,
          keyPolicy: await readKeyPolicy(aws, key),
        })
      : unknown(
          `It names the KMS key ${keyId}, of which only an ID or an ARN is looked up.`,
        );
  });
}

/** Absent where S3 encrypts with keys of its own. */
async function readBucketKey(
  aws: AwsClients,
  at: { accountId: string; region: string; bucket: string },
): Promise<Observation<BucketKey>> {
  const rules = await readAws('s3:GetEncryptionConfiguration', async () => {
    const { ServerSideEncryptionConfiguration: configuration } = await aws
      .s3(at.accountId, at.region)
      .send(new GetBucketEncryptionCommand({ Bucket: at.bucket }));
    return objectsOf(configuration?.Rules).map(rule => {
      const byDefault = rule.ApplyServerSideEncryptionByDefault;
      const keyId = optionalText(byDefault?.KMSMasterKeyID);
      return {
        algorithm: optionalText(byDefault?.SSEAlgorithm) ?? '',
        bucketKey: optionalFlag(rule.BucketKeyEnabled) ?? false,
        ...(keyId !== undefined && { keyId }),
      };
    });
  });
  if (rules.state !== 'found') return rules;
  const byKms = rules.value.find(({ algorithm }) => /^aws:kms/.test(algorithm));
  return byKms ? found(byKms) : absent();
}

/** Where a key is: an ID alone is one of the bucket's own account and region. Undefined for an alias, and for what names no place. */
function placeKey(
  keyId: string,
  home: { accountId: string; region: string },
): PlacedKey | undefined {
  const arn = parseArn(keyId);
  if (!arn) {
    if (!KEY_ID.test(keyId)) return undefined;
    return {
      ...home,
      arn: formatArn({
        ...home,
        partition: partitionOf(home.region).id,
        service: 'kms',
        resource: `key/${keyId}`,
      }),
    };
  }
  const { accountId, region, resource } = arn;
  return arn.service === 'kms' && resource.startsWith('key/') && region !== ''
    ? { arn: keyId, accountId, region }
    : undefined;
}

function readKeyPolicy(
  aws: AwsClients,
  { arn, accountId, region }: PlacedKey,
): Promise<Observation<ObservedDocument>> {
  return readAws('kms:GetKeyPolicy', async () =>
    readDocument(await aws.keyPolicy(accountId, region, arn), 'resource'),
  );
}

/** Who may ask about buckets: only a bucket's own account may, so that each is tried in turn. */
export interface BucketAccounts {
  accountIds: string[];
  region: string;
}
