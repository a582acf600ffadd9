import { found, unknown } from '../model/observation';
import {
  accountWith,
  observedWith,
  podWith,
  ROLE_ARN,
  UNINJECTED,
} from '../__testUtils__/observed';
import { statusOf } from './status';
import { workloadsOf } from './workloads';

it.each([
  ['verified', ['pass', 'pass']],
  ['degraded', ['pass', 'warn']],
  ['unknown', ['warn', 'unknown', 'pass']],
  ['broken', ['unknown', 'fail', 'warn']],
] as const)('status %s of %j', (status, results) => {
  expect(statusOf(results.map(result => ({ id: 'x', result })))).toBe(status);
});

it('counts pods, and those that carry role and token', () => {
  const pods = found([podWith(), podWith({ containers: [UNINJECTED] })]);
  expect(workloadsOf(observedWith({ pods }))).toEqual({ pods: 2, injected: 1 });
  expect(
    workloadsOf(observedWith({ pods, serviceAccount: accountWith({}) })),
  ).toEqual({ pods: 2, injected: 0 });
  expect(
    workloadsOf(
      observedWith({
        pods,
        serviceAccount: accountWith({
          'eks.amazonaws.com/role-arn': `${ROLE_ARN}x`,
        }),
      }),
    ),
  ).toEqual({ pods: 2, injected: 0 });
  expect(workloadsOf(observedWith({ pods: unknown('no') }))).toBeNull();
});
