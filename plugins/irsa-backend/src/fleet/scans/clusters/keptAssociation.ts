import type { Observed } from '@backstage-irsa/core/model';
import type { KnownServiceAccount } from '../../../serviceAccounts/KnownServiceAccount';
import type { VerificationRecord } from '../../../serviceAccounts/VerificationRecord';

/** Returns the association and role that stay recorded if associations could not be read: the role of the last association, if nothing else names a role. */
export function keptAssociation(
  { association }: Observed,
  { roleArn }: Pick<VerificationRecord, 'roleArn'>,
  before: KnownServiceAccount | undefined,
): Partial<VerificationRecord> {
  const known = before?.association;
  if (association.state !== 'unknown' || roleArn !== null || !known) return {};
  return {
    mechanism: 'pod-identity',
    association: known,
    roleArn: known.roleArn,
    roleRowId: before.roleRowId,
  };
}
