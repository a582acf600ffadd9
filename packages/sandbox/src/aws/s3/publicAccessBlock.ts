import { isPublicPolicy } from '@backstage-irsa/core/permissions';
import type { PublicAccessBlock } from '../../state/account';
import type { Bucket } from '../../state/world';
import { readPolicy } from '../access/policies';
import { AwsError } from '../protocol/error';

/** The four settings, as S3 writes them. */
export const SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

/** Whether S3 takes the text of a bucket policy for public. */
export function isPublic(policy: string): boolean {
  return isPublicPolicy(readPolicy(policy));
}

/** The settings of bucket and account together, of which the stricter count. */
export function effectiveBlock(
  { publicAccessBlock }: Bucket,
  ofAccount: PublicAccessBlock | undefined,
): PublicAccessBlock {
  return Object.fromEntries(
    SETTINGS.map(name => [
      name,
      Boolean(publicAccessBlock?.[name] || ofAccount?.[name]),
    ]),
  );
}

export function noSuchPublicAccessBlock(): AwsError {
  return new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
  );
}
