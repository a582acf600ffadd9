import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  found,
  type Permissions,
  type Verification,
  valueOf,
  type Observed,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import { progressOf, type Progress } from '@backstage-irsa/core/migration';
import type { VerificationRecord } from '../serviceAccounts/VerificationRecord';
import {
  associationOf,
  managedByOf,
  type StoredProof,
  workloadsOf,
} from '@backstage-irsa/core/status';
import { keptRole, type RecordedRole } from './keptRole';
import { normalizeRef } from '../authorization/entityRefs';

/** Returns the record of an observation and its results for the store. `before` is recorded until then. */
export function toVerificationRecord(
  id: string,
  observed: Observed,
  made: {
    roleRowId: string | null;
    verification: Verification;
    proof: StoredProof | null;
    permissions: Permissions;
  },
  before: RecordedRole | undefined,
): VerificationRecord {
  const account = valueOf(observed.serviceAccount);
  const named = account?.annotations[ENTITY_KEY];
  const record = {
    id,
    ref: observed.ref,
    entityRef: named === undefined ? undefined : normalizeRef(named),
    mechanism: observed.mechanism,
    roleArn: namedRoleArn(observed),
    roleId: valueOf(observed.role)?.id ?? null,
    serviceAccountUid: account?.uid ?? null,
    namespaceUid: valueOf(observed.namespace)?.uid ?? null,
    ...made,
    workloads: workloadsOf(observed),
    managedBy: managedByOf(observed),
    association: associationOf(observed),
    annotatedRoleArn: account?.annotations[EKS_ANNOTATIONS.roleArn],
  };
  const kept = { ...record, ...keptRole(observed, record, before) };
  return { ...kept, progress: progressNow(observed, kept, before?.progress) };
}

/** Returns the migration progress by what is recorded, and the pods. A migration in progress is not finished while pods cannot be read. */
function progressNow(
  { association, pods }: Observed,
  kept: Pick<VerificationRecord, 'association' | 'annotatedRoleArn'>,
  before: Progress | undefined,
): Progress {
  if (pods.state === 'unknown' && before?.stage === 'in-progress') {
    return before;
  }
  const { annotatedRoleArn: arn } = kept;
  return progressOf({
    association: kept.association ? found(kept.association) : association,
    serviceAccount: found<Pick<ObservedServiceAccount, 'annotations'>>({
      annotations: arn === undefined ? {} : { [EKS_ANNOTATIONS.roleArn]: arn },
    }),
    pods,
  });
}

/** Returns the role that a ServiceAccount names, by annotation or association. */
export function namedRoleArn({
  role,
  serviceAccount,
  association,
}: Pick<Observed, 'role' | 'serviceAccount' | 'association'>): string | null {
  return (
    valueOf(role)?.arn ??
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn] ??
    valueOf(association)?.roleArn ??
    null
  );
}
