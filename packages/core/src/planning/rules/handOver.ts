import type { Delivery, Violation } from '../../model/types';
import type { OwnershipContext } from './ownershipContext';

/**
 * Refuses changes during a hand-over: the files with which another tool takes over would not contain them. Another ServiceAccount of the owner cannot
 * join the role either, because the tool would remove its trust.
 */
export function checkHandOver(
  {
    desired: { refText, roleArn },
    ownership: { holders, id, owner },
  }: Pick<OwnershipContext, 'desired' | 'ownership'>,
  delivery: Delivery | undefined,
): Violation[] {
  const rule = 'handing-over';
  if (delivery?.state === 'handing-over') {
    return [
      {
        ...{ field: 'name', rule },
        message: `ServiceAccount ${refText} is being handed over (${delivery.format}) and cannot be changed here. Cancel the hand-over first.`,
      },
    ];
  }
  const isLeaving = holders.some(
    holder =>
      holder.object === roleArn &&
      holder.serviceAccountId !== id &&
      holder.owner === owner &&
      holder.isBeingHandedOver,
  );
  return isLeaving
    ? [
        {
          ...{ field: 'roleName', rule },
          message: `Role ${roleArn} is being handed over with another ServiceAccount, so ${refText} cannot use it. Choose another roleName, or cancel the hand-over first.`,
        },
      ]
    : [];
}
