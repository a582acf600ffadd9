import {
  findingId,
  type GovernanceContext,
} from '@backstage-irsa/core/findings';
import type { KnownFinding } from '../store/inventory/FindingStore';

/** The checks that find nothing while the issuer of a cluster is unknown, with the key of the findings that need all issuers. */
const NEED_ALL_ISSUERS: Record<string, string> = {
  'orphaned-oidc-provider': '',
  'role-without-service-account': '',
  'overly-permissive-trust': 'dead-issuer',
};

/** Checks whether a finding possibly still holds although its check did not report it, because the issuer of a cluster is unknown. */
export function isUndecided(
  {
    id,
    check_id: check,
    subject_kind: kind,
    subject_id: subject,
  }: KnownFinding,
  { issuersComplete }: GovernanceContext,
): boolean {
  const key = NEED_ALL_ISSUERS[check];
  return (
    !issuersComplete &&
    key !== undefined &&
    id === findingId(check, kind, subject, key)
  );
}
