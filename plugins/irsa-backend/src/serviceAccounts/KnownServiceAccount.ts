import type {
  Delivery,
  Grant,
  IamServiceAccountSpec,
  KnownRole,
} from '@backstage-irsa/core/model';
import type { LastVerification } from '@backstage-irsa/core/status';
import type { VerificationRecord } from './VerificationRecord';
import type { Row } from './ServiceAccountRow';

/** What is known of an IAM service account before a scan. */
export interface KnownServiceAccount {
  id: string;
  namespace: string;
  name: string;
  digest: string | null;
  /** When it was verified by itself, unless a scan has written it since. ISO 8601. */
  verifiedAt?: string;
  isGone: boolean;
  /** Whether a scan found it; others were asked for, or looked at. */
  isScanned: boolean;
  spec: IamServiceAccountSpec | null;
  /** Recorded when a spec was applied. */
  entityRef: string | null;
  owner: string | null;
  /** As an administrator linked it. */
  linkedTo: string | null;
  known: KnownRole;
  grants: Grant[];
  delivery?: Delivery;
  serviceAccountUid: string | null;
  namespaceUid: string | null;
  roleRowId: string | null;
  /** ARNs of roles that are recorded for it. */
  recorded: ReadonlySet<string>;
  last: LastVerification;
}

/** When it was verified by itself, unless a scan has written it since. ISO 8601. */
export function verifiedAtOf(
  row: Pick<Row, 'updated_at' | 'scanned_at'>,
): string | undefined {
  return row.updated_at > (row.scanned_at ?? '') ? row.updated_at : undefined;
}

/** What the database will remember of the role. */
export function knownAfter(
  { verification, roleArn, roleId }: VerificationRecord,
  before: KnownServiceAccount | undefined,
): KnownRole {
  return verification.status === 'verified'
    ? { roleArn: roleArn ?? undefined, roleId: roleId ?? undefined }
    : before?.known ?? {};
}
