import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { parseArn } from '@backstage-irsa/core/arn';
import {
  absent,
  found,
  objectsOf,
  optionalFlag,
  optionalText,
  unknown,
  valueOf,
  type Observation,
} from '@backstage-irsa/core/model';
import { isPublicPolicy } from '@backstage-irsa/core/permissions';
import { noteBucketRegion } from '../aws/bucketRegion';
import { awsErrorCode, isDenied } from '../aws/errors';
import { saysWhy } from '../aws/refusal';
import { readAws } from '../read';
import { policyIn } from './attribute';
import { readRestrictsPublic } from './publicAccess';
import type { ResourceReader } from './types';

/** Reads buckets. */
export const s3: ResourceReader = {
  /** Names the account as the owner of a bucket that it can read: S3 refuses if it is not the expected owner. */
  async policy(aws, home, bucket) {
    const { accountId, region } = home;
    let isMissing = false;
    let isUnexplained = false;
    const policy = await policyIn('s3:GetBucketPolicy', async () => {
      const { Policy } = await aws
        .s3(accountId, region)
        .send(
          new GetBucketPolicyCommand({
            ...{ Bucket: bucket, ExpectedBucketOwner: accountId },
          }),
        )
        .catch(error => {
          isMissing = awsErrorCode(error) === 'NoSuchBucket';
          isUnexplained = isDenied(error) && !saysWhy(error);
          throw error;
        });
      return Policy;
    });
    if (isMissing) return { ...policy, isMissing: true };
    if (isUnexplained) {
      return mayBeElsewhere('s3:GetBucketPolicy', bucket, accountId);
    }
    if (policy.state === 'unknown') return policy;
    const document = valueOf(policy)?.document;
    if (policy.state !== 'found' || !document || !isPublicPolicy(document)) {
      return { ...policy, accountId };
    }
    const restrictsPublic = await readRestrictsPublic(aws, home, bucket);
    return { ...found({ ...policy.value, restrictsPublic }), accountId };
  },
  /** Returns the key for new objects. A key that is named by ID or alias is in the bucket's region, which may differ from `region`. */
  async key(aws, { accountId, region }, bucket) {
    const right = 's3:GetEncryptionConfiguration';
    let bucketRegion: string | undefined;
    let isUnexplained = false;
    const command = new GetBucketEncryptionCommand({ Bucket: bucket });
    command.middlewareStack.add(
      noteBucketRegion(noted => {
        bucketRegion = noted;
      }),
      { step: 'deserialize', priority: 'low' },
    );
    const rules = await readAws(right, async () => {
      const { ServerSideEncryptionConfiguration: configuration } = await aws
        .s3(accountId, region)
        .send(command)
        .catch(error => {
          isUnexplained = isDenied(error) && !saysWhy(error);
          throw error;
        });
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
    if (isUnexplained) return mayBeElsewhere(right, bucket, accountId);
    if (rules.state !== 'found') return rules;
    const byKms = rules.value.find(({ algorithm }) =>
      /^aws:kms/.test(algorithm),
    );
    if (!byKms) return absent();
    const { keyId } = byKms;
    if (bucketRegion !== undefined) {
      return found({ ...byKms, region: bucketRegion });
    }
    return keyId === undefined || parseArn(keyId)
      ? found(byKms)
      : unknown(
          `Bucket ${bucket} names the KMS key ${keyId}, and S3 does not say in which region the bucket is.`,
        );
  },
};

/**
 * Returns the observation for a refusal without a reason: the bucket belongs to another account, or not to the expected one. Within the own account,
 * S3 names the refusing policy.
 *
 * Source: "Verifying bucket ownership with bucket owner condition" and "Troubleshoot access denied (403 Forbidden) errors in Amazon S3", Amazon S3
 * User Guide.
 */
function mayBeElsewhere<T>(
  right: string,
  bucket: string,
  accountId: string,
): Observation<T> {
  return unknown(
    `AWS does not say why the backend may not call ${right}: bucket ${bucket} may belong to another account than ${accountId}.`,
    right,
    `Where bucket ${bucket} is in account ${accountId}, grant the backend ${right}`,
  );
}
