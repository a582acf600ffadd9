import { found, type Observed } from '@backstage-irsa/core/model';
import { progressOf } from '@backstage-irsa/core/migration';
import type { KnownServiceAccount } from '../serviceAccounts/KnownServiceAccount';
import type { VerificationRecord } from '../serviceAccounts/VerificationRecord';

/** The association and role that are recorded before a verification. */
export type RecordedAssociation = Pick<
  KnownServiceAccount,
  'association' | 'roleRowId'
>;

/** Returns what stays recorded if associations could not be read: the last association, and the role that pods had with it. */
export function keptAssociation(
  { association, serviceAccount, pods }: Observed,
  { roleArn }: Pick<VerificationRecord, 'roleArn'>,
  before: RecordedAssociation | undefined,
): Partial<VerificationRecord> {
  const known = before?.association;
  if (association.state !== 'unknown' || !known) return {};
  return {
    association: known,
    roleRowId: before.roleRowId,
    progress: progressOf({ association: found(known), serviceAccount, pods }),
    ...(roleArn === null && {
      mechanism: 'pod-identity' as const,
      roleArn: known.roleArn,
    }),
  };
}
