import { lossesOf } from '@backstage-irsa/core/planning';
import { type PermissionChange, type Plan } from '@backstage-irsa/core/model';
import { refusal } from './refusal';
import type { Zod } from './zod';

function lossSentence(change: PermissionChange): string {
  const { title, level, actions, resources } = change;
  return `${title}, ${level}: ${actions.join(', ')} on ${resources.join(', ')}`;
}

/** The input that confirms losses. */
export const confirmInput = {
  confirmLosses: (z: Zod) =>
    z
      .boolean({
        description:
          'Whether the plan may detach, delete or reduce permissions. Default: false, which refuses such a plan and names what it would remove.',
      })
      .optional(),
};

/** Refuses a plan that removes access without confirmation. The error names each loss. */
export function refuseLosses(
  plan: Pick<Plan, 'permissions' | 'steps'>,
  isConfirmed: boolean,
): void {
  const { permissions, steps } = lossesOf(plan);
  const losses = [
    ...permissions.map(lossSentence),
    ...steps.map(({ summary }) => summary),
  ];
  if (isConfirmed || losses.length === 0) return;
  throw refusal(
    'InputError',
    `Nothing was changed. The plan removes access: ${losses.join(
      '; ',
    )}. Confirm it with confirmLosses, or request the access to keep.`,
  );
}
