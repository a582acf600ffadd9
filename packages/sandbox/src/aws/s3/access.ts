import { authorize } from '../access/authorize';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';
import { namedBucketPolicy } from './bucketPolicies';

/**
 * Throws `AccessDenied`, worded as S3 words it, unless the caller may do it. The bucket's policy counts too; one of another account
 * must let the caller in by it.
 */
export function requireS3Access(
  context: OperationContext,
  access: Access,
): void {
  const name = /^arn:[^:]+:s3:::([^/*]+)/.exec(access.resource)?.[1];
  const bucket =
    name === undefined || access.action === 's3:CreateBucket'
      ? undefined
      : context.world.buckets.get(name);
  const verdict = authorize(
    context,
    access,
    bucket && {
      resourceAccount: bucket.accountId,
      resourcePolicy: namedBucketPolicy(context.world, bucket),
    },
  );
  if (verdict.allowed) {
    return;
  }
  throw new AwsError(
    'AccessDenied',
    403,
    `User: ${context.caller.arn} is not authorized to perform: ${
      access.action
    } on resource: "${access.shownResource ?? access.resource}" ${
      verdict.because
    }`,
  );
}
