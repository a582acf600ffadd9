import { NotAllowedError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
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
    `ServiceAccount ${nameInCluster(
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
    `ServiceAccount ${nameInCluster(record)} is owned by ${
      record.owner
    }, not by ${asked}. Request a transfer of ownership.`,
  );
}
