import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  absent,
  found,
  objectsOf,
  optionalFlag,
  optionalText,
  valueOf,
} from '@backstage-irsa/core/model';
import { isPublicPolicy } from '@backstage-irsa/core/permissions';
import { awsErrorCode } from '../aws/errors';
import { readAws } from '../read';
import { policyIn } from './attribute';
import { readRestrictsPublic } from './publicAccess';
import type { ResourceReader } from './types';

/** Buckets. */
export const s3: ResourceReader = {
  async policy(aws, home, bucket) {
    const { accountId, region } = home;
    let isMissing = false;
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
          throw error;
        });
      return Policy;
    });
    if (isMissing) return { ...policy, isMissing: true };
    const document = valueOf(policy)?.document;
    if (policy.state !== 'found' || !document || !isPublicPolicy(document)) {
      return policy;
    }
    const restrictsPublic = await readRestrictsPublic(aws, home, bucket);
    return found({ ...policy.value, restrictsPublic });
  },
  /** Of new objects. */
  async key(aws, { accountId, region }, bucket) {
    const rules = await readAws('s3:GetEncryptionConfiguration', async () => {
      const { ServerSideEncryptionConfiguration: configuration } = await aws
        .s3(accountId, region)
        .send(new GetBucketEncryptionCommand({ Bucket: bucket }));
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
    const byKms = rules.value.find(({ algorithm }) =>
      /^aws:kms/.test(algorithm),
    );
    return byKms ? found(byKms) : absent();
  },
};
