import type { Plan, PlanStep, Violation } from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { operationStep, serviceAccount, verification } from './fixtures';

/** A step as it is before it runs. */
export const planned = ({
  status,
  ...step
}: ReturnType<typeof operationStep>) => step;

/** A service that plans this. */
export function planning(
  steps: PlanStep[],
  violations: Violation[] = [],
  permissions?: Plan['permissions'],
) {
  return jest.fn<
    ReturnType<IrsaService['plan']>,
    Parameters<IrsaService['plan']>
  >(async () => ({ steps, violations, permissions }));
}

/** The steps of a service that is made. */
export const made = [
  operationStep({
    message: 'Created role orders-7f3a (trusts shop/orders in prod-eu)',
  }),
  operationStep({
    id: 'namespace',
    action: 'none',
    target: { kind: 'namespace', name: 'prod-eu/shop' },
    summary: 'Namespace shop in prod-eu is as asked',
  }),
];

/** A service that applies every step. */
export function applying(proof = verification(), steps = made) {
  return jest.fn<
    ReturnType<IrsaService['apply']>,
    Parameters<IrsaService['apply']>
  >(async (_spec, { onStep }) => {
    steps.forEach(step => {
      onStep?.({ ...step, status: 'running' });
      onStep?.(step);
    });
    return { steps, serviceAccount: serviceAccount(), verification: proof };
  });
}
