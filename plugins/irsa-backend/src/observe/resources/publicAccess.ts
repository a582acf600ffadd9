import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import {
  found,
  optionalFlag,
  type Observation,
} from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { readAws } from '../read';
import type { Home } from './types';

/**
 * Returns whether S3 Block Public Access keeps other accounts out of a bucket whose policy is public (`RestrictPublicBuckets`). It does if the
 * setting is on for the bucket or its account.
 *
 * Source: "Blocking public access to your Amazon S3 storage", Amazon S3 User Guide.
 */
export async function readRestrictsPublic(
  aws: AwsClients,
  { accountId, region }: Home,
  bucket: string,
): Promise<Observation<boolean>> {
  const ofBucket = await readAws('s3:GetBucketPublicAccessBlock', async () => {
    const { PublicAccessBlockConfiguration: settings } = await aws
      .s3(accountId, region)
      .send(new GetPublicAccessBlockCommand({ Bucket: bucket }));
    return optionalFlag(settings?.RestrictPublicBuckets) ?? false;
  });
  if (ofBucket.state === 'found' && ofBucket.value) return ofBucket;
  const ofAccount = await readAws(
    's3:GetAccountPublicAccessBlock',
    async () => {
      const settings = await aws.accountPublicAccessBlock({
        accountId,
        region,
      });
      return Reflect.get(settings, 'RestrictPublicBuckets') === 'true';
    },
  );
  if (ofAccount.state === 'found' && ofAccount.value) return ofAccount;
  const unread = [ofBucket, ofAccount].find(({ state }) => state === 'unknown');
  return unread?.state === 'unknown' ? unread : found(false);
}
