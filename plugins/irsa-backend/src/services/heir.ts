/** Who an IAM service account was made for. */
export interface Origin {
  owner: string | null;
  /** Null when the entity was not in the catalog yet. */
  entityUid: string | null;
}

/**
 * Whether the entity that has the recorded name now may have what was made for that name: it is the same one, whoever owns it now, or it belongs to
 * the same owner. An entity that somebody else created under the name of one that is gone inherits nothing.
 */
export function isHeir(
  { owner, entityUid }: Origin,
  entity: { owner?: string; uid?: string },
): boolean {
  return (
    owner === null ||
    entity.owner === owner ||
    (entityUid !== null && entityUid === entity.uid)
  );
}
