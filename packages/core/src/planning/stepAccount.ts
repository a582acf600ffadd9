import { parseArn } from '../arn';
import type { PlannedStep } from './types';

/** The name of the object that a step is about. An attachment is named by the role first. */
export function objectOf({ target }: Pick<PlannedStep, 'target'>): string {
  return target.name.split(' ')[0];
}

/** The account of the object that a step is about, which need not be the cluster's. */
export function accountOf(
  step: Pick<PlannedStep, 'target'>,
): string | undefined {
  return parseArn(objectOf(step))?.accountId;
}

/** The accounts that steps write in, the cluster's among them. */
export function accountsOf(
  cluster: { accountId: string },
  steps: PlannedStep[],
): string[] {
  const written = steps
    .filter(({ effect }) => effect !== null)
    .flatMap(step => accountOf(step) ?? []);
  return [...new Set([cluster.accountId, ...written])];
}
