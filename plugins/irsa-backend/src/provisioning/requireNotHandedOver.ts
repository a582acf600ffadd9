import { ConflictError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';

/** @throws ConflictError - if another tool is about to take over the objects to change */
export function requireNotHandedOver(account: IamServiceAccount): void {
  const { delivery } = account;
  if (delivery?.state !== 'handing-over') return;
  throw new ConflictError(
    `ServiceAccount ${formatServiceAccountRef(account)} is being handed over (${
      delivery.format
    }). Nothing was changed. Cancel the hand-over first.`,
  );
}
