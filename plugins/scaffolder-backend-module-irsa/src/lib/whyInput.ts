import type { ChangeReason } from '@backstage-irsa/plugin-irsa-common';
import type { Zod } from './zod';

/** The reason of a change; empty fields of a form are left out. */
export function whyOf({ reason, changeNumber }: ChangeReason): ChangeReason {
  return {
    reason: reason || undefined,
    changeNumber: changeNumber || undefined,
  };
}

/** Why a change is made, for auditors. */
export const whyInput = {
  reason: (z: Zod) =>
    z
      .string({
        description:
          'Why, in one line of at most 500 characters, for auditors.',
      })
      .optional(),
  changeNumber: (z: Zod) =>
    z
      .string({
        description:
          'The number of the change request or ticket behind it, for auditors.',
      })
      .optional(),
};
