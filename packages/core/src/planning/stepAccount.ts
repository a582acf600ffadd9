import { parseArn } from '../arn';
import type { PlannedStep } from './types';

/** Returns the name of the object of a step. For an attachment, this is the role. */
export function objectOf({ target }: Pick<PlannedStep, 'target'>): string {
  return target.name.split(' ')[0];
}

/** Returns the account of the object of a step. It can differ from the cluster's account. */
export function accountOf(
  step: Pick<PlannedStep, 'target'>,
): string | undefined {
  return parseArn(objectOf(step))?.accountId;
}

/** Returns the accounts in which steps write, including the cluster's account. */
export function accountsOf(
  cluster: { accountId: string },
  steps: PlannedStep[],
): string[] {
  const written = steps
    .filter(({ effect }) => effect !== null)
    .flatMap(step => accountOf(step) ?? []);
  return [...new Set([cluster.accountId, ...written])];
}
