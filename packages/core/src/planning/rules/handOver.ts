import type { Delivery, Violation } from '../../model/types';

/** A change here would be missing in the files by which another tool takes over. */
export function checkHandOver(
  refText: string,
  delivery: Delivery | undefined,
): Violation[] {
  return delivery?.state === 'handing-over'
    ? [
        {
          field: 'name',
          rule: 'handing-over',
          message: `ServiceAccount ${refText} is being handed over (${delivery.format}) and cannot be changed here. Cancel the hand-over first.`,
        },
      ]
    : [];
}
