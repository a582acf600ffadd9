import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { VerificationRecord } from '../serviceAccounts/VerificationRecord';

/** The result of a verification of `prod-eu/production/orders`. */
export function foundOf(
  status: VerificationStatus,
  change: Partial<VerificationRecord> = {},
): VerificationRecord {
  return {
    id: 'a',
    ref: { cluster: 'prod-eu', namespace: 'production', name: 'orders' },
    mechanism: 'irsa',
    roleArn: 'arn:aws:iam::111122223333:role/orders',
    roleId: 'AROA1',
    roleRowId: null,
    serviceAccountUid: null,
    namespaceUid: null,
    verification: { status, liveProof: null, checkedAt: '', checks: [] },
    permissions: { services: [], risks: [] },
    workloads: null,
    progress: { stage: 'irsa', podsToRestart: 0 },
    proof: null,
    ...change,
  };
}
