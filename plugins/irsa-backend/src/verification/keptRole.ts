import type { IamServiceAccount, Observed } from '@backstage-irsa/core/model';
import type { Progress } from '@backstage-irsa/core/migration';
import type { VerificationRecord } from '../serviceAccounts/VerificationRecord';

/** What is recorded about the role of a ServiceAccount and its migration before a verification. */
export interface RecordedRole {
  association?: IamServiceAccount['association'] | null;
  roleRowId: string | null;
  progress?: Progress;
  /** What the ServiceAccount itself showed. Only needed if it can be unreadable. */
  account?: Pick<
    IamServiceAccount,
    'mechanism' | 'roleArn' | 'annotatedRoleArn' | 'entityRef'
  >;
}

type RoleRecord = Pick<VerificationRecord, 'roleArn' | 'roleRowId'>;

/** Returns what stays recorded because the ServiceAccount or its association could not be read. */
export function keptRole(
  observed: Observed,
  record: RoleRecord,
  before: RecordedRole | undefined,
): Partial<VerificationRecord> {
  if (!before) return {};
  const ofAccount = keptOfServiceAccount(observed, record, before);
  return {
    ...ofAccount,
    ...keptOfAssociation(observed, { ...record, ...ofAccount }, before),
  };
}

/** Returns the mechanism, the entity and the annotated role, if the ServiceAccount could not be read. */
function keptOfServiceAccount(
  { serviceAccount }: Observed,
  record: RoleRecord,
  { account, roleRowId }: RecordedRole,
): Partial<VerificationRecord> {
  if (serviceAccount.state !== 'unknown' || !account) return {};
  const { mechanism, roleArn, annotatedRoleArn, entityRef } = account;
  return {
    mechanism,
    ...(entityRef !== null && { entityRef }),
    ...(annotatedRoleArn !== undefined && {
      ...{ annotatedRoleArn, roleArn },
      roleRowId: record.roleRowId ?? roleRowId,
    }),
  };
}

/** Returns the last association, and the role that pods had with it, if associations could not be read. */
function keptOfAssociation(
  { association }: Observed,
  { roleArn }: RoleRecord,
  { association: known, roleRowId }: RecordedRole,
): Partial<VerificationRecord> {
  if (association.state !== 'unknown' || !known) return {};
  return {
    ...{ association: known, roleRowId },
    ...(roleArn === null && {
      mechanism: 'pod-identity' as const,
      roleArn: known.roleArn,
    }),
  };
}
