import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountUpdatePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { useAllowed } from './useAllowed';
import { useOwnsAccount } from './useOwnsAccount';

/** Whether another tool manages the account or receives its delivery. Changes belong in that tool. */
function isMadeElsewhere(account: IamServiceAccount): boolean {
  return account.managedBy !== undefined || account.delivery !== undefined;
}

/**
 * Whether the user may apply the spec again. If the spec adopts existing resources, this also needs the adopt permission. False while access is cut
 * off.
 */
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

/** Whether the user may delete what Backstage created for an IAM service account. If its delivery is pending, only the record is deleted. */
export function useMayDelete(account: IamServiceAccount): boolean {
  const { id, managedBy } = account;
  const owned = useOwnsAccount(account);
  const allowed = useAllowed(irsaServiceAccountDeletePermission, id);
  return owned && allowed && !managedBy;
}

/** Whether the user may adopt the existing resources of an IAM service account that Backstage does not manage. */
export function useMayAdopt(account: IamServiceAccount): boolean {
  const { id } = account;
  const owned = useOwnsAccount(account);
  const create = useAllowed(irsaServiceAccountCreatePermission, id);
  const adopt = useAllowed(irsaAdoptPermission, id);
  return owned && create && adopt && !isMadeElsewhere(account);
}

/** Whether the user may migrate an IAM service account that Backstage manages to the other mechanism. False while access is cut off. */
export function useMayMigrate(account: IamServiceAccount): boolean {
  const owned = useOwnsAccount(account);
  const update = useAllowed(irsaServiceAccountUpdatePermission, account.id);
  const isOurs = Boolean(account.spec) && !isMadeElsewhere(account);
  return owned && update && isOurs && !account.cutOff;
}

/** Whether the user may change what manages an account, or finish or cancel such a change. False while access is cut off. */
export function useMayChangeManager(account: IamServiceAccount): boolean {
  const owned = useOwnsAccount(account);
  const update = useAllowed(irsaServiceAccountUpdatePermission, account.id);
  return owned && update && !account.cutOff;
}

/** Whether the user may hand an account that Backstage manages over to another tool. */
export function useMayHandOver(account: IamServiceAccount): boolean {
  const mayChange = useMayChangeManager(account);
  return mayChange && Boolean(account.spec) && !isMadeElsewhere(account);
}

/** Whether the user may take an account back that another tool delivered. False for the formats `iam-json` and `eksctl`, which have no hand-over. */
export function useMayTakeBack(account: IamServiceAccount): boolean {
  const mayChange = useMayChangeManager(account);
  const { delivery } = account;
  return (
    mayChange &&
    delivery?.state === 'delivered' &&
    !['iam-json', 'eksctl'].includes(delivery.format)
  );
}
