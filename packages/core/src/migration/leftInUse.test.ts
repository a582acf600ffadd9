import {
  associatedWith,
  observedWith,
  podWith,
  roleWith,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { absent, found, unknown, type Observation } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { leftInUse } from './leftInUse';

const LEFT = 'arn:aws:iam::111122223333:role/irsa/left';
const NEW = 'arn:aws:iam::111122223333:role/irsa/new';
const AT = '2026-11-24T12:00:00.000Z';
const started = (name: string, env: Record<string, string>, createdAt = AT) =>
  podWith({
    ...{ name, workload: `deployment/${name}`, createdAt },
    containers: [{ ...UNINJECTED, env }],
  });
const byToken = (arn: string) => started('orders', { AWS_ROLE_ARN: arn });
const byAssociation = (createdAt: string) =>
  started(
    'orders',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1' },
    createdAt,
  );
const changedAt = (modifiedAt: string, roleArn = NEW) =>
  associatedWith({ roleArn, modifiedAt });
const roles = (role: Observed['role']) => [
  { role, attachedPolicies: found([]), inlinePolicies: found([]) },
];
const inUse = (
  pods: Observation<ObservedPod[]>,
  change: Partial<Observed> = {},
) =>
  leftInUse(
    { roles: roles(roleWith(trustOf(), { arn: LEFT })) },
    observedWith({ at: AT, ...change }),
    async () => pods,
  );

it.each<[string, ObservedPod[], Partial<Observed>, boolean]>([
  ['there is no pod', [], {}, false],
  ['a pod has its ARN', [byToken(NEW), byToken(LEFT)], {}, true],
  ['all pods have the new ARN', [byToken(NEW)], {}, false],
  [
    'the association still gives it to a pod',
    [byAssociation('2026-11-24T11:00:00Z')],
    changedAt('2026-11-01T00:00:00Z', LEFT),
    true,
  ],
  [
    'a pod is older than the change of its association',
    [byAssociation('2026-11-24T10:00:00Z')],
    changedAt('2026-11-24T11:00:00Z'),
    true,
  ],
  [
    'the credentials of such a pod have expired',
    [byAssociation('2026-11-24T05:00:00Z')],
    changedAt('2026-11-24T06:00:00Z'),
    false,
  ],
  [
    'a pod is newer than the change of its association',
    [byAssociation('2026-11-24T11:30:00Z')],
    changedAt('2026-11-24T11:00:00Z'),
    false,
  ],
  [
    'the association of a pod was deleted',
    [byAssociation('2026-11-24T11:30:00Z')],
    { association: absent() },
    true,
  ],
])('decides whether a previous role is in use if %s', async (...row) => {
  const [, pods, change, expected] = row;
  expect((await inUse(found(pods), change)) !== undefined).toBe(expected);
});

it('names the workloads to restart, with the command', async () => {
  expect(await inUse(found([byToken(LEFT)]))).toBe(
    'pods of deployment/orders can still run with it. Restart them, then apply the spec again: kubectl rollout restart deployment/orders -n production',
  );
});

it('counts as in use if the pods cannot be read', async () => {
  expect(await inUse(unknown('The backend may not list pods.'))).toBe(
    'pods can still run with it, and they could not be read. The backend may not list pods.',
  );
});

it('does not read the pods if the role no longer exists', async () => {
  const readPods = jest.fn();
  const left = { roles: roles(absent()) };
  expect(await leftInUse(left, observedWith(), readPods)).toBeUndefined();
  expect(readPods).not.toHaveBeenCalled();
});
