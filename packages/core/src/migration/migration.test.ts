import {
  agentWith,
  accountWith,
  associatedWith,
  CLUSTER,
  observedWith,
  podWith,
  ROLE_ARN,
  UNINJECTED,
} from '../__testUtils__/observed';
import { specOf } from '../__testUtils__/specs';
import type { IamServiceAccount } from '../model/types';
import { absent, found, unknown } from '../model/observation';
import type { Observed, ObservedAgent, ObservedPod } from '../model/observed';
import { toPlanStep } from '../planning/types';
import { migratedSpec, migrationPlan } from './plan';
import { restartsOf } from './restarts';
import { progressOf } from './stage';
import type { MigrationContext } from './types';

const BY_POD_IDENTITY = {
  ...UNINJECTED,
  env: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
  },
};
const moved = (name: string, change: Partial<ObservedPod> = {}) =>
  podWith({ name, containers: [BY_POD_IDENTITY], ...change });
const account: IamServiceAccount = {
  ...{ id: 'id', cluster: 'prod-eu', namespace: 'production', name: 'orders' },
  ...{ mechanism: 'irsa', roleArn: ROLE_ARN, region: 'eu-west-1' },
  ...{ entityRef: 'component:default/orders', owner: 'group:default/team' },
  ...{ accountId: '111122223333', workloads: null, verification: null },
  permissions: { services: [], risks: [] },
  spec: specOf({ name: 'orders' }),
};
const agent = (change: Partial<ObservedAgent> = {}) => found(agentWith(change));
const contextOf = (
  change: Partial<MigrationContext> = {},
  observed: Partial<Observed> = {},
): MigrationContext => ({
  ...{ account, to: 'pod-identity', cluster: CLUSTER },
  ...{ pods: found([podWith()]), steps: [], violations: [] },
  observed: observedWith({ podIdentityAgent: agent(), ...observed }),
  ...change,
});
const planOf = (context: MigrationContext) =>
  migrationPlan(context, toPlanStep);
const blockersOf = (context: MigrationContext) =>
  planOf(context).blockers.map(({ rule }) => rule);
const violation = (rule: string) => ({ field: 'name', rule, message: 'So.' });

describe('migration blockers', () => {
  const fargate = podWith({
    labels: { 'eks.amazonaws.com/fargate-profile': 'fp' },
  });
  it.each<[string, MigrationContext, string[]]>([
    ['a service without blockers', contextOf(), []],
    [
      'a ServiceAccount that Backstage does not manage',
      contextOf({ account: { ...account, spec: null } }),
      ['not-managed-by-backstage'],
    ],
    [
      'pods that could not be listed',
      contextOf({ pods: unknown('No.', 'list pods') }),
      ['pods-unknown'],
    ],
    ['pods on Fargate', contextOf({ pods: found([fargate]) }), ['fargate']],
    [
      'pods on Fargate, when migrating back to IRSA',
      contextOf({ to: 'irsa', pods: found([fargate]) }),
      [],
    ],
    [
      'pods on Windows',
      contextOf({ pods: found([podWith({ os: 'windows' })]) }),
      ['windows'],
    ],
    [
      'pods on Linux',
      contextOf({ pods: found([podWith({ os: 'linux' })]) }),
      [],
    ],
    [
      'a missing EKS Pod Identity Agent',
      contextOf({}, { podIdentityAgent: absent() }),
      ['agent-missing'],
    ],
    [
      'an agent add-on that failed',
      contextOf(
        {},
        { podIdentityAgent: agent({ addonStatus: 'CREATE_FAILED' }) },
      ),
      ['agent-missing'],
    ],
    [
      'an agent whose pods crash',
      contextOf(
        {},
        {
          podIdentityAgent: agent({
            pods: found({ ready: 'none', reason: 'CrashLoopBackOff' }),
          }),
        },
      ),
      ['agent-missing'],
    ],
    [
      'an agent that Helm installed',
      contextOf({}, { podIdentityAgent: agent({ addonStatus: undefined }) }),
      [],
    ],
    [
      'a missing agent, when migrating back to IRSA',
      contextOf({ to: 'irsa' }, { podIdentityAgent: absent() }),
      [],
    ],
    [
      'a role of another account',
      contextOf({
        account: { ...account, roleArn: 'arn:aws:iam::444455556666:role/x' },
      }),
      ['cross-account-role'],
    ],
    [
      'a role of another account that the spec requests',
      contextOf({
        account: {
          ...account,
          roleArn: 'arn:aws:iam::444455556666:role/x',
          spec: specOf({ name: 'orders', accountId: '444455556666' }),
        },
      }),
      [],
    ],
    [
      'a target role, when migrating back to IRSA',
      contextOf(
        { to: 'irsa' },
        associatedWith({ targetRoleArn: 'arn:aws:iam::444455556666:role/x' }),
      ),
      ['cross-account-role'],
    ],
    [
      'a trust policy that is too long',
      contextOf({ violations: [violation('trust-policy-size')] }),
      ['shared-trust-too-long'],
    ],
    [
      'a violation of any other rule',
      contextOf({ violations: [violation('not-managed-by-backstage')] }),
      ['not-managed-by-backstage'],
    ],
  ])('are checked for %s', (_, context, rules) => {
    expect(blockersOf(context)).toEqual(rules);
    for (const { message, remediation } of planOf(context).blockers) {
      expect([message, remediation]).toEqual([
        expect.stringMatching(/\w/),
        expect.stringMatching(/\w/),
      ]);
    }
  });

  it('do not include a missing agent in EKS Auto Mode', () => {
    const observed = observedWith();
    const cluster =
      observed.cluster.state === 'found' && observed.cluster.value;
    const autoMode = found({ ...(cluster || undefined)!, autoMode: true });
    expect(
      blockersOf(
        contextOf({}, { cluster: autoMode, podIdentityAgent: absent() }),
      ),
    ).toEqual([]);
  });
});

it('a migration warns about lost features and expiring credentials', () => {
  const warningsOf = (context: MigrationContext) =>
    planOf(context).warnings.map(({ rule }) => rule);
  expect(warningsOf(contextOf())).toEqual([]);
  expect(
    warningsOf(
      contextOf({
        account: { ...account, spec: specOf({ audience: 'vault' }) },
        pods: found([podWith({ hostNetwork: true })]),
      }),
    ),
  ).toEqual(['host-network', 'irsa-only']);
  expect(
    warningsOf(contextOf({ to: 'irsa', pods: found([moved('a')]) })),
  ).toEqual(['credentials-expire']);
});

it('the spec of the other mechanism omits unsupported fields', () => {
  const spec = specOf({ audience: 'vault', tokenExpirationSeconds: 3600 });
  expect(migratedSpec(spec, 'pod-identity')).toEqual({
    ...specOf(),
    mechanism: 'pod-identity',
  });
  expect(migratedSpec(spec, 'irsa')).toEqual({ ...spec, mechanism: 'irsa' });
  // What it adopted stays adopted.
  expect(migratedSpec({ ...spec, adopt: true }, 'irsa')).toEqual(
    migratedSpec(spec, 'irsa'),
  );
});

it.each<[string, Partial<Observed>, object]>([
  ['only IRSA', {}, { stage: 'irsa', podsToRestart: 0 }],
  [
    'the annotation and the association',
    {
      ...associatedWith(),
      serviceAccount: accountWith({ 'eks.amazonaws.com/role-arn': ROLE_ARN }),
      pods: found([]),
    },
    { stage: 'in-progress', podsToRestart: 0 },
  ],
  [
    'a pod that still uses IRSA',
    { ...associatedWith(), pods: found([podWith(), moved('b')]) },
    { stage: 'in-progress', podsToRestart: 1 },
  ],
  [
    'only EKS Pod Identity',
    { ...associatedWith(), pods: found([moved('b')]) },
    { stage: 'pod-identity', podsToRestart: 0 },
  ],
  [
    'a pod that still uses EKS Pod Identity',
    { pods: found([moved('b')]) },
    { stage: 'in-progress', podsToRestart: 1 },
  ],
])('the stage and the pods to restart with %s', (_, change, progress) => {
  expect(progressOf(observedWith(change))).toEqual(progress);
});

it('each workload is restarted once, and a standalone pod is deleted by name', () => {
  const { workload, ...alone } = podWith({
    name: 'job-1',
    isControlled: false,
  });
  expect(
    restartsOf([podWith({ name: 'b' }), alone, podWith({ name: 'a' })], 'shop'),
  ).toEqual([
    {
      workload: 'deployment/orders',
      pods: ['a', 'b'],
      command: 'kubectl rollout restart deployment/orders -n shop',
    },
    {
      workload: 'pod/job-1',
      pods: ['job-1'],
      command: 'kubectl delete pod job-1 -n shop',
    },
  ]);
});
