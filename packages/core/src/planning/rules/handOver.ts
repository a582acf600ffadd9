import type { Delivery, Violation } from '../../model/types';

/** Refuses changes during a hand-over: the files with which another tool takes over would not contain them. */
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
