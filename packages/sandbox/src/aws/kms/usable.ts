import type { KmsKey } from '../../state/account';
import { AwsError } from '../protocol/error';

/** Throws `DisabledException` or `KMSInvalidStateException` if nobody can use the key. Source: "Key states of AWS KMS keys", AWS KMS Developer Guide. */
export function requireUsable({ arn, unusable }: KmsKey): void {
  if (unusable === 'Disabled') {
    throw new AwsError('DisabledException', 400, `${arn} is disabled.`);
  }
  if (unusable) throw invalidState(arn);
}

/** Returns the error for an operation that a key pending deletion does not allow. */
export function invalidState(arn: string): AwsError {
  return new AwsError(
    'KMSInvalidStateException',
    400,
    `${arn} is pending deletion.`,
  );
}
