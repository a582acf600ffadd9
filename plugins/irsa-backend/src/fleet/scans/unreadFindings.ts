import { checksOf, findingId } from '@backstage-irsa/core/findings';
import type { Observation, Observed } from '@backstage-irsa/core/model';
import type { KnownFinding } from '../store/inventory/FindingStore';

/** A part of what was read, with the permissions that reading it needs. */
export interface ReadPart {
  permissions: readonly string[];
  read: Observation<unknown>;
}

/** The only findings that need a permission, by check and permission, if other findings of the check do not: their keys. */
const ONLY: Record<string, Record<string, string>> = {
  'overly-permissive-trust': { 'eks:DescribeCluster': 'dead-issuer' },
};

/** Returns a function that checks whether a finding possibly still holds, because a part that its check requires was not read. */
export function unreadTest(
  parts: ReadPart[],
): (finding: KnownFinding) => boolean {
  const unread = new Set(
    parts
      .filter(({ read }) => read.state === 'unknown')
      .flatMap(({ permissions }) => permissions),
  );
  return finding => {
    const { check_id: checkId, subject_kind: kind, subject_id: id } = finding;
    const check = checksOf(kind).find(({ meta }) => meta.id === checkId);
    return (check?.meta.requiredPermissions ?? []).some(permission => {
      const key = ONLY[checkId]?.[permission];
      return (
        unread.has(permission) &&
        (key === undefined || finding.id === findingId(checkId, kind, id, key))
      );
    });
  };
}

/** Returns what the findings about an IAM service account need in addition to its verification. */
export function partsOfServiceAccount({
  association,
  namespace,
}: Observed): ReadPart[] {
  return [
    { permissions: ['eks:ListPodIdentityAssociations'], read: association },
    { permissions: ['list namespaces'], read: namespace },
  ];
}

/** Checks whether a finding is about a report-only guardrail, which only a complete scan evaluates. */
export function isOfReportOnly({ check_id: check }: KnownFinding): boolean {
  return check === 'report-only-guardrail';
}
