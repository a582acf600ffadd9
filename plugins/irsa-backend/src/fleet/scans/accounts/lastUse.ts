import type { RoleSubject } from '@backstage-irsa/core/findings';
import type { RoleFacts } from '@backstage-irsa/core/model';
import type { LastUse } from '../../store/inventory/RoleStore';

/**
 * Returns what findings say about the last use of a role. If this changes, the findings are recreated. Findings do not mention the use of a role that
 * is in use, because its last use is later at each scan.
 */
export function toldUse(
  { lastUsedAt, lastUsedRegion }: RoleFacts,
  { use, unused }: Pick<RoleSubject, 'use' | 'unused'>,
) {
  const day = lastUsedAt?.slice(0, 10);
  if (unused === 'yes') return [day, lastUsedRegion];
  return use === 'trust-only' ? [day] : [];
}

/** Returns the last use of a role, if IAM knows one. `id` is the row ID of the role. */
export function lastUseOf({
  id,
  facts: { lastUsedAt, lastUsedRegion },
}: {
  id: string;
  facts: RoleFacts;
}): LastUse[] {
  return lastUsedAt === undefined
    ? []
    : [{ id, at: lastUsedAt, region: lastUsedRegion ?? null }];
}
