import type { Plan, PlanStep, Violation } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import {
  operation,
  operationStep,
  serviceAccount,
  verification,
} from './fixtures';

/** Returns a step as it is before it runs. */
export const planned = ({
  status,
  ...step
}: ReturnType<typeof operationStep>) => step;

/** Returns a mock of `planServiceAccount` that returns this plan. */
export function planning(
  steps: PlanStep[],
  violations: Violation[] = [],
  permissions?: Plan['permissions'],
) {
  return jest.fn<
    ReturnType<IrsaApi['planServiceAccount']>,
    Parameters<IrsaApi['planServiceAccount']>
  >(async () => ({ steps, violations, permissions }));
}

/** The steps of a created service. */
export const made = [
  operationStep({
    message: 'Created role orders-7f3a (trusts shop/orders in prod-eu)',
  }),
  operationStep({
    id: 'namespace',
    action: 'none',
    target: { kind: 'namespace', name: 'prod-eu/shop' },
    summary: 'Namespace shop in prod-eu is up to date',
  }),
];

/** Returns a mock of `applyServiceAccount` that applies every step. */
export function applying(proof = verification(), steps = made) {
  const result = serviceAccount({ verification: proof });
  return jest.fn<
    ReturnType<IrsaApi['applyServiceAccount']>,
    Parameters<IrsaApi['applyServiceAccount']>
  >(async () => operation({ steps, result }));
}
