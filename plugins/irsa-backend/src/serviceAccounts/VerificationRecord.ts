import type {
  IamServiceAccount,
  ManagedBy,
  Mechanism,
  Permissions,
  ServiceAccountRef,
  Verification,
  Workloads,
} from '@backstage-irsa/core/model';
import type { Progress } from '@backstage-irsa/core/migration';
import type { StoredProof } from '@backstage-irsa/core/status';

/** What one verification found, as it is stored. */
export interface VerificationRecord {
  id: string;
  ref: ServiceAccountRef;
  /** The entity that the ServiceAccount itself names. */
  entityRef?: string;
  mechanism: Mechanism;
  roleArn: string | null;
  /** Begins with `AROA`. */
  roleId: string | null;
  /** The row of the role, where it has the role and does not only name it. */
  roleRowId: string | null;
  serviceAccountUid: string | null;
  namespaceUid: string | null;
  verification: Verification;
  permissions: Permissions;
  workloads: Workloads | null;
  /** Another tool. */
  managedBy?: ManagedBy;
  association?: IamServiceAccount['association'];
  annotatedRoleArn?: string;
  progress: Progress;
  /** The last exchange that AWS STS answered; null before the first one. */
  proof: StoredProof | null;
}
