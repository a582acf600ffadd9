import { found, unknown } from '../model/observation';
import type { ObservedContainer } from '../model/observed';
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
] as const)('has the status %s for the check results %j', (status, results) => {
  expect(statusOf(results.map(result => ({ id: 'x', result })))).toBe(status);
});

it('counts pods, and pods with an injected role and token', () => {
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

it('counts a pod with a container from another webhook as injected', () => {
  const sidecar = { ...UNINJECTED, name: 'vault-agent' };
  const [injected] = podWith().containers;
  const asksAgent = {
    ...UNINJECTED,
    env: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI:
        'http://169.254.170.23/v1/credentials',
    },
  };
  const pods = (container: ObservedContainer) =>
    found([podWith({ containers: [container, sidecar] })]);
  expect([
    workloadsOf(observedWith({ pods: pods(injected) })),
    workloadsOf(
      observedWith({ mechanism: 'pod-identity', pods: pods(asksAgent) }),
    ),
  ]).toEqual([
    { pods: 1, injected: 1 },
    { pods: 1, injected: 1 },
  ]);
});
