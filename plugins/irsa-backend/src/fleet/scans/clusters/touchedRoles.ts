import { parseRoleArn } from '@backstage-irsa/core/arn';
import type { VerificationRecord } from '../../../serviceAccounts/VerificationRecord';
import { roleRowId } from '../accounts/roleRow';
import type { Subject } from './subjects';

/** Returns the row IDs of the roles that an IAM service account names now, and of the role that it had before. */
export function touchedRoles(
  { roleArn, association }: VerificationRecord,
  before: Subject['before'],
): string[] {
  const named = [roleArn, association?.roleArn].flatMap(arn =>
    arn && parseRoleArn(arn) ? [roleRowId(arn)] : [],
  );
  return before?.roleRowId ? [...named, before.roleRowId] : named;
}
