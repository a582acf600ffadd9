import type { RoleSubject } from '@backstage-irsa/core/findings';
import type { RoleFacts } from '@backstage-irsa/core/model';
import type { LastUse } from '../store/inventory/RoleStore';

/** What findings tell of the last use of a role, of which they are made again. Of a role in use it is later at each scan, and no finding is about it. */
export function toldUse(
  { lastUsedAt, lastUsedRegion }: RoleFacts,
  { use, unused }: Pick<RoleSubject, 'use' | 'unused'>,
) {
  const day = lastUsedAt?.slice(0, 10);
  if (unused === 'yes') return [day, lastUsedRegion];
  return use === 'trust-only' ? [day] : [];
}

/** The last use of the role whose row has the id, when IAM knows of any. */
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
