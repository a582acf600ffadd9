import type { ChangeReason } from '@backstage-irsa/plugin-irsa-common';
import type { Zod } from './zod';

/** Returns the reason of a change, without empty form fields. */
export function whyOf({ reason, changeNumber }: ChangeReason): ChangeReason {
  return {
    reason: reason || undefined,
    changeNumber: changeNumber || undefined,
  };
}

/** The input with the reason of a change, for auditors. */
export const whyInput = {
  reason: (z: Zod) =>
    z
      .string({
        description:
          'The reason for the change, in one line of at most 500 characters, for auditors.',
      })
      .optional(),
  changeNumber: (z: Zod) =>
    z
      .string({
        description:
          'The number of the change request or ticket, for auditors.',
      })
      .optional(),
};
