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
} from '@backstage-irsa/core/model';
import { readAws } from '../read';
import { policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Buckets. */
export const s3: ResourceReader = {
  policy: (aws, { accountId, region }, bucket) =>
    policyIn('s3:GetBucketPolicy', async () => {
      const { Policy } = await aws
        .s3(accountId, region)
        .send(new GetBucketPolicyCommand({ Bucket: bucket }));
      return Policy;
    }),
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
