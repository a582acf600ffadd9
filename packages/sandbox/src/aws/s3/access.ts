import { authorize, refusal } from '../access/authorize';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';

/** Throws `AccessDenied` unless the caller may do it. S3 puts the resource in quotation marks. */
export function requireS3Access(
  context: OperationContext,
  access: Access,
): void {
  const verdict = authorize(context, access);
  if (!verdict.allowed) {
    const shownResource = `"${access.shownResource ?? access.resource}"`;
    throw new AwsError(
      'AccessDenied',
      403,
      refusal(context, { ...access, shownResource }, verdict.because),
    );
  }
}
