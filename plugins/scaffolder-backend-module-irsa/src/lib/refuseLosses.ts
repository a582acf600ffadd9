import {
  lossesOf,
  type PermissionChange,
  type Plan,
} from '@backstage-irsa/plugin-irsa-common';
import { refusal } from './refusal';

function lossSentence(change: PermissionChange): string {
  const { title, level, actions, resources } = change;
  return `${title}, ${level}: ${actions.join(', ')} on ${resources.join(', ')}`;
}

/** Refuses a plan that takes something away and was not confirmed to do so, naming each loss. */
export function refuseLosses(plan: Plan, isConfirmed: boolean): void {
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
    )}. Confirm it (confirmLosses), or request the access that is to stay.`,
  );
}
