import { NotAllowedError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { normalizeRef } from './entityRefs';

/**
 * Refuses an entity other than the recorded one.
 *
 * @throws NotAllowedError
 */
export function requireSameEntity(
  record: IamServiceAccount,
  entityRef: string,
): void {
  if (record.entityRef === entityRef) return;
  throw new NotAllowedError(
    `ServiceAccount ${placeOf(
      record,
    )} belongs to another entity. Choose another name.`,
  );
}

/**
 * Refuses an owner other than the recorded one, for an entity that is not in the catalog. A claim does not change the recorded owner.
 *
 * @throws NotAllowedError
 */
export function requireRecordedOwner(
  record: IamServiceAccount,
  { owner }: IamServiceAccountSpec,
): void {
  const asked = owner === undefined ? undefined : normalizeRef(owner);
  if (asked === undefined || asked === record.owner) return;
  throw new NotAllowedError(
    `ServiceAccount ${placeOf(record)} is owned by ${
      record.owner
    }, not by ${asked}. Request a transfer of ownership.`,
  );
}

/** Returns the name, namespace, and cluster for use in a sentence. */
export function placeOf({
  cluster,
  namespace,
  name,
}: ServiceAccountRef): string {
  return `${namespace}/${name} in ${cluster}`;
}
