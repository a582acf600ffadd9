import { authorize } from '../access/authorize';
import type { Access, OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/**
 * Throws `AccessDenied`, worded as S3 words it, unless the caller may do it. A bucket of another account would have to
 * let the caller in by a policy of its own, which the sandbox's buckets do not have.
 */
export function requireS3Access(
  context: OperationContext,
  access: Access,
): void {
  const name = /^arn:[^:]+:s3:::([^/*]+)/.exec(access.resource)?.[1];
  const bucket =
    name === undefined ? undefined : context.world.buckets.get(name);
  const verdict = authorize(context, access);
  const foreign =
    access.action !== 's3:CreateBucket' &&
    bucket !== undefined &&
    bucket.accountId !== context.caller.account.id;
  if (verdict.allowed && !foreign) {
    return;
  }
  const because = verdict.allowed
    ? `because no resource-based policy allows the ${access.action} action`
    : verdict.because;
  throw new AwsError(
    'AccessDenied',
    403,
    `User: ${context.caller.arn} is not authorized to perform: ${
      access.action
    } on resource: "${access.shownResource ?? access.resource}" ${because}`,
  );
}
