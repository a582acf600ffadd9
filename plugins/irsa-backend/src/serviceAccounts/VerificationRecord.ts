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

/** The result of one verification, as stored. */
export interface VerificationRecord {
  id: string;
  ref: ServiceAccountRef;
  /** The entity that the ServiceAccount itself names. */
  entityRef?: string;
  mechanism: Mechanism;
  roleArn: string | null;
  /** The unique ID of the role, which begins with `AROA`. */
  roleId: string | null;
  /** The row of the role; null if the ServiceAccount only names the role. */
  roleRowId: string | null;
  serviceAccountUid: string | null;
  namespaceUid: string | null;
  verification: Verification;
  permissions: Permissions;
  workloads: Workloads | null;
  /** The other tool that manages it. */
  managedBy?: ManagedBy;
  association?: IamServiceAccount['association'];
  annotatedRoleArn?: string;
  progress: Progress;
  /** The last token exchange that AWS STS answered; null before the first one. */
  proof: StoredProof | null;
}
