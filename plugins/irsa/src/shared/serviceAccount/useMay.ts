import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountUpdatePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { useAllowed } from './useAllowed';
import { useOwnsAccount } from './useOwnsAccount';

/** Whether another tool makes it, as it says itself or as it was asked to: changes belong there. */
function isMadeElsewhere(account: IamServiceAccount): boolean {
  return account.managedBy !== undefined || account.delivery !== undefined;
}

/** Whether the reader may apply again what was asked for; what was taken over is taken over again. Not while access is cut off. */
export function useMayApply(account: IamServiceAccount): boolean {
  const { id, spec } = account;
  const owned = useOwnsAccount(account);
  const update = useAllowed(irsaServiceAccountUpdatePermission, id);
  const adopt = useAllowed(irsaAdoptPermission, id);
  const mayTake = adopt || !spec?.adopt;
  return (
    owned && update && mayTake && !isMadeElsewhere(account) && !account.cutOff
  );
}

/** Whether the reader may have what was made for an IAM service account deleted; of one that waits for delivery only the record goes. */
export function useMayDelete(account: IamServiceAccount): boolean {
  const { id, managedBy } = account;
  const owned = useOwnsAccount(account);
  const allowed = useAllowed(irsaServiceAccountDeletePermission, id);
  return owned && allowed && !managedBy;
}

/** Whether the reader may take over what is there of an IAM service account that nobody asked us for. */
export function useMayAdopt(account: IamServiceAccount): boolean {
  const { id } = account;
  const owned = useOwnsAccount(account);
  const create = useAllowed(irsaServiceAccountCreatePermission, id);
  const adopt = useAllowed(irsaAdoptPermission, id);
  return owned && create && adopt && !isMadeElsewhere(account);
}

/** Whether the reader may move an IAM service account that we made to the other mechanism. Not while access is cut off. */
export function useMayMigrate(account: IamServiceAccount): boolean {
  const owned = useOwnsAccount(account);
  const update = useAllowed(irsaServiceAccountUpdatePermission, account.id);
  const isOurs = Boolean(account.spec) && !isMadeElsewhere(account);
  return owned && update && isOurs && !account.cutOff;
}

/** Whether the reader may change who manages it, or end a change of that. Not while access is cut off. */
export function useMayChangeManager(account: IamServiceAccount): boolean {
  const owned = useOwnsAccount(account);
  const update = useAllowed(irsaServiceAccountUpdatePermission, account.id);
  return owned && update && !account.cutOff;
}

/** Whether the reader may hand what we made over to another tool. */
export function useMayHandOver(account: IamServiceAccount): boolean {
  const mayChange = useMayChangeManager(account);
  return mayChange && Boolean(account.spec) && !isMadeElsewhere(account);
}

/** Whether the reader may take back what another tool made of what was asked for here. */
export function useMayTakeBack(account: IamServiceAccount): boolean {
  const mayChange = useMayChangeManager(account);
  const { delivery } = account;
  return (
    mayChange &&
    delivery?.state === 'delivered' &&
    !['iam-json', 'eksctl'].includes(delivery.format)
  );
}
