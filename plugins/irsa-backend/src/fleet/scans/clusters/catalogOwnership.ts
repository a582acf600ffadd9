import { type Observed, valueOf } from '@backstage-irsa/core/model';
import type { Ownership } from '@backstage-irsa/core/findings';
import type {
  CatalogIndex,
  ProposedEntity,
} from '@backstage-irsa/core/ownership';
import type { Subject } from './subjects';

/** An IAM service account, as far as it says whose it is. */
function objectOf({ ref, before, serviceAccount }: Subject) {
  const { labels = {}, annotations = {} } = valueOf(serviceAccount) ?? {};
  const linkedTo = before?.linkedTo ?? undefined;
  return { ...ref, labels, annotations, linkedTo };
}

/** Whose it is. What was made here is its entity's and owner's. */
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

/** The entity that one of nobody may well belong to. */
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
