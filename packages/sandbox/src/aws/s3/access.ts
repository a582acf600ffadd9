import { parseArn } from '@backstage-irsa/core/arn';
import { authorize, refusal } from '../access/authorize';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';
import { accessDenied } from './errors';

/**
 * Throws `AccessDenied` unless the access is allowed. S3 puts the resource in quotation marks. For a bucket of another account, S3 gives details only
 * within one organization.
 *
 * Source: "Troubleshoot access denied (403 Forbidden) errors in Amazon S3", Amazon S3 User Guide.
 */
export function requireS3Access(
  context: OperationContext,
  access: Access,
): void {
  const verdict = authorize(context, access);
  if (!verdict.allowed) {
    if (isOfStrangers(context, access)) throw accessDenied();
    const shownResource = `"${access.shownResource ?? access.resource}"`;
    throw new AwsError(
      'AccessDenied',
      403,
      refusal(context, { ...access, shownResource }, verdict.because),
    );
  }
}

function isOfStrangers(
  { caller, world }: OperationContext,
  { resource }: Access,
): boolean {
  const [name] = (parseArn(resource)?.resource ?? '').split('/');
  const owner = world.buckets.get(name)?.accountId ?? caller.account.id;
  return (
    owner !== caller.account.id &&
    ![owner, caller.account.id].every(id => world.organization?.members.has(id))
  );
}
