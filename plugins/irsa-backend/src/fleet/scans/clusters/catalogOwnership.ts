import { type Observed, valueOf } from '@backstage-irsa/core/model';
import type { Ownership } from '@backstage-irsa/core/findings';
import type {
  CatalogIndex,
  ProposedEntity,
} from '@backstage-irsa/core/ownership';
import type { Subject } from './subjects';

/** Returns the parts of an IAM service account that show who owns it. */
function objectOf({ ref, before, serviceAccount }: Subject) {
  const { labels = {}, annotations = {} } = valueOf(serviceAccount) ?? {};
  const linkedTo = before?.linkedTo ?? undefined;
  return { ...ref, labels, annotations, linkedTo };
}

/** Returns the entity and owners of an IAM service account. One that Backstage manages belongs to its recorded entity and owner. */
export function catalogOwnership(
  subject: Subject,
  index: CatalogIndex,
): Ownership {
  const { before } = subject;
  if (!before || before.owner === null) {
    return index.serviceAccount(objectOf(subject));
  }
  const { entityRef, owner } = before;
  const entity = entityRef === null ? undefined : index.entity(entityRef);
  return entity?.owners.includes(owner)
    ? entity
    : { entityRef, owners: [owner] };
}

/** Returns the entity that an IAM service account without an entity probably belongs to. */
export function proposedEntity(
  subject: Subject,
  { role }: Observed,
  { entityRef }: Ownership,
  index: CatalogIndex,
): ProposedEntity | undefined {
  const { tags = {} } = valueOf(role) ?? {};
  return entityRef === null
    ? index.proposal({ ...objectOf(subject), tags })
    : undefined;
}
