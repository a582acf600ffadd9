import { findRisks } from '@backstage-irsa/iam-policy';
import type { PublicAccessBlock } from '../../state/account';
import type { Bucket } from '../../state/world';
import { namedPolicy } from '../access/policies';
import { AwsError } from '../protocol/error';

/** The four settings, as S3 writes them. */
export const SETTINGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

/**
 * Whether a bucket policy lets in everybody.
 *
 * Source: "The meaning of 'public'", Amazon S3 User Guide.
 */
export function isPublic(policy: string): boolean {
  return findRisks([], {
    resourcePolicies: [namedPolicy('bucket policy', policy)],
  }).some(({ id }) => id === 'public-resource');
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
