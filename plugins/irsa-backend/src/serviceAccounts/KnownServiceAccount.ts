import type {
  Delivery,
  Grant,
  IamServiceAccount,
  IamServiceAccountSpec,
  KnownRole,
} from '@backstage-irsa/core/model';
import type { Progress } from '@backstage-irsa/core/migration';
import type { LastVerification } from '@backstage-irsa/core/status';
import type { VerificationRecord } from './VerificationRecord';
import type { Row } from './ServiceAccountRow';

/** The recorded data of an IAM service account before a scan. */
export interface KnownServiceAccount {
  id: string;
  namespace: string;
  name: string;
  digest: string | null;
  /** The time of the last single verification or recorded intent, unless a scan has written the row since. ISO 8601. */
  verifiedAt?: string;
  isGone: boolean;
  /** Whether a scan, or the fleet update after a change, has placed it in its cluster. Others were only requested or verified. */
  isScanned: boolean;
  spec: IamServiceAccountSpec | null;
  /** The entity reference, recorded when a spec was applied. */
  entityRef: string | null;
  owner: string | null;
  /** The entity that an administrator linked. */
  linkedTo: string | null;
  known: KnownRole;
  grants: Grant[];
  delivery?: Delivery;
  serviceAccountUid: string | null;
  namespaceUid: string | null;
  roleRowId: string | null;
  association: IamServiceAccount['association'] | null;
  progress?: Progress;
  /** The ARNs of roles that are recorded for it. */
  recorded: ReadonlySet<string>;
  last: LastVerification;
}

/** Returns the time of the last single verification or recorded intent, unless a scan has written the row since. ISO 8601. */
export function verifiedAtOf(
  row: Pick<Row, 'updated_at' | 'scanned_at'>,
): string | undefined {
  return row.updated_at > (row.scanned_at ?? '') ? row.updated_at : undefined;
}

/** Returns the role to store after a verification. */
export function knownAfter(
  { verification, roleArn, roleId }: VerificationRecord,
  before: KnownServiceAccount | undefined,
): KnownRole {
  return verification.status === 'verified'
    ? { roleArn: roleArn ?? undefined, roleId: roleId ?? undefined }
    : before?.known ?? {};
}
