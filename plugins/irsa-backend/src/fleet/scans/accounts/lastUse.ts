import type { RoleSubject } from '@backstage-irsa/core/findings';
import type { RoleFacts } from '@backstage-irsa/core/model';
import type { LastUse } from '../../store/inventory/RoleStore';

/**
 * What findings say about the last use of a role. When it changes, they are made again. They say nothing about the use of a role that is in use: its last
 * use is later at each scan.
 */
export function toldUse(
  { lastUsedAt, lastUsedRegion }: RoleFacts,
  { use, unused }: Pick<RoleSubject, 'use' | 'unused'>,
) {
  const day = lastUsedAt?.slice(0, 10);
  if (unused === 'yes') return [day, lastUsedRegion];
  return use === 'trust-only' ? [day] : [];
}

/** The last use of a role, if IAM knows of any. `id` is that of its row. */
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
