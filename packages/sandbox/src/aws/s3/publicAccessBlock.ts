import { isPublicPolicy } from '@backstage-irsa/core/permissions';
import type { PublicAccessBlock } from '../../state/account';
import type { Bucket } from '../../state/world';
import { readPolicy } from '../access/policies';
import { AwsError } from '../protocol/error';

/** The 4 settings of Block Public Access, as S3 spells them. */
export const SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

/** Checks whether S3 considers a bucket policy public. */
export function isPublic(policy: string): boolean {
  return isPublicPolicy(readPolicy(policy));
}

/** Returns the effective settings of a bucket: a setting is on if it is on for the bucket or for its account. */
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
