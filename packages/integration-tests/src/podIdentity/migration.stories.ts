import { setTimeout as sleep } from 'node:timers/promises';
import type { V1ServiceAccount } from '@kubernetes/client-node';
import type {
  MigrationBlocker,
  MigrationPlan,
  MigrationResult,
} from '@backstage-irsa/core/model';
import { setPodIdentityAgent } from '@backstage-irsa/sandbox';
import request from 'supertest';
import { coreOf } from '../__testUtils__/coreOf';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { watchSupply } from '../__testUtils__/supply';

const PLACE = { cluster: 'prod-eu', namespace: 'production' };

describe('a migration', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('ledger', 'group:default/team', {
          'backstage-irsa.dev/service-account': 'prod-eu/payments/ledger',
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  const world = () => host.sandbox.world;
  const cluster = () => world().clusters.get('prod-eu')!;
  const roles = () => world().accounts.get('111122223333')!.roles;
  const core = () => coreOf(host.kubeconfig);
  const create = async (name: string) => {
    const { body } = await host.put(specOf({ name }));
    const { id, roleArn } = body.serviceAccount;
    return { id, role: roles().get(roleArn.split('/').pop())! };
  };
  const makePod = (name: string, change: object = {}) =>
    core().createNamespacedPod({
      namespace: 'production',
      body: {
        metadata: { name: `${name}-0` },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'app' }],
          ...change,
        },
      },
    });
  const endPod = (name: string) =>
    core().deleteNamespacedPod({ namespace: 'production', name: `${name}-0` });
  const ask = (id: string, what: string, to = 'pod-identity') =>
    host.post(`/service-accounts/${id}/${what}`, { to });
  const rules = (blockers: MigrationBlocker[]) =>
    blockers.map(({ rule }) => rule);
  /** Returns the ServiceAccount without the values that the API server increments. */
  const accountOf = async (name: string): Promise<V1ServiceAccount> => {
    const object = await core().readNamespacedServiceAccount({
      namespace: 'production',
      name,
    });
    const { resourceVersion, managedFields, ...metadata } =
      object.metadata ?? {};
    return { ...object, metadata };
  };

  it('there and back changes only what is necessary, and provides credentials for every pod after each write', async () => {
    const { id, role } = await create('wanderer');
    await core().patchNamespacedServiceAccount({
      namespace: 'production',
      name: 'wanderer',
      body: [
        { op: 'add', path: '/metadata/labels/team', value: 'green' },
        { op: 'add', path: '/metadata/annotations/note', value: 'theirs' },
        { op: 'add', path: '/imagePullSecrets', value: [{ name: 'pull' }] },
        { op: 'add', path: '/secrets', value: [{ name: 'old-token' }] },
      ],
    });
    await makePod('wanderer');
    const before = await accountOf('wanderer');
    const trustBefore = JSON.parse(role.trustPolicy);
    const ref = { ...PLACE, name: 'wanderer' };

    const { body: plan } = await ask(id, 'migration-plans');
    expect(plan).toMatchObject({
      ...{ from: 'irsa', to: 'pod-identity', stage: 'irsa', blockers: [] },
      restarts: [
        {
          workload: 'pod/wanderer-0',
          pods: ['wanderer-0'],
          command: 'kubectl delete pod wanderer-0 -n production',
        },
      ],
    } satisfies Partial<MigrationPlan>);

    const there = watchSupply(host.sandbox, ref, role.name);
    const { status, body } = await ask(id, 'migrations');
    there.end();
    expect(status).toBe(200);
    expect(there.moments).toEqual([
      {
        operation: 'UpdateAssumeRolePolicy',
        newPod: 'irsa',
        irsaPods: true,
        podIdentityPods: true,
      },
      {
        operation: 'CreatePodIdentityAssociation',
        newPod: 'pod-identity',
        irsaPods: true,
        podIdentityPods: true,
      },
      {
        operation: 'patch serviceaccounts',
        newPod: 'pod-identity',
        irsaPods: true,
        podIdentityPods: true,
      },
    ]);
    const moved: MigrationResult = body;
    expect(moved.restarts).toHaveLength(1);
    expect(moved.remaining).toHaveLength(1);
    expect(moved.serviceAccount.verification?.status).toBe('degraded');
    const { annotations = {}, ...metadata } = before.metadata ?? {};
    const {
      'eks.amazonaws.com/role-arn': roleArn,
      'eks.amazonaws.com/token-expiration': expiration,
      ...kept
    } = annotations;
    expect(roleArn).toBe(role.arn);
    expect(await accountOf('wanderer')).toEqual({
      ...before,
      metadata: { ...metadata, annotations: kept },
    });
    const { body: fleet } = await host.get('/migrations?stage=in-progress');
    expect(fleet.items).toEqual([
      expect.objectContaining({ id, stage: 'in-progress', podsToRestart: 1 }),
    ]);

    // The old statement is removed only when no pod needs it.
    await ask(id, 'migrations');
    expect(JSON.parse(role.trustPolicy).Statement).toHaveLength(2);
    await endPod('wanderer');
    await makePod('wanderer');
    const { body: finished } = await ask(id, 'migrations');
    expect(finished).toMatchObject({ restarts: [], remaining: [] });
    expect(finished.serviceAccount.verification.status).toBe('verified');
    expect(finished.serviceAccount.drift).toEqual([]);
    expect(JSON.parse(role.trustPolicy).Statement).toHaveLength(1);

    const back = watchSupply(host.sandbox, ref, role.name);
    const { body: returned } = await ask(id, 'migrations', 'irsa');
    back.end();
    expect(
      back.moments.map(({ operation, newPod, podIdentityPods }) => [
        operation,
        newPod,
        podIdentityPods,
      ]),
    ).toEqual([
      ['UpdateAssumeRolePolicy', 'pod-identity', true],
      ['patch serviceaccounts', 'pod-identity', true],
      ['DeletePodIdentityAssociation', 'irsa', true],
    ]);
    expect(returned.restarts).toHaveLength(1);
    await endPod('wanderer');
    await makePod('wanderer');
    const { body: home } = await ask(id, 'migrations', 'irsa');
    expect(home).toMatchObject({ restarts: [], remaining: [] });
    expect(home.serviceAccount.verification.status).toBe('verified');
    expect(await accountOf('wanderer')).toEqual(before);
    expect(JSON.parse(role.trustPolicy)).toEqual(trustBefore);
  }, 90_000);

  it('completes immediately if no pod runs, and later specs agree with it', async () => {
    const { id, role } = await create('idle');
    const { body } = await ask(id, 'migrations');
    expect(body).toMatchObject({ restarts: [], remaining: [] });
    expect(body.serviceAccount).toMatchObject({
      mechanism: 'pod-identity',
      spec: { mechanism: 'pod-identity' },
      drift: [],
    });
    expect(role.trustPolicy).not.toContain('sts:AssumeRoleWithWebIdentity');
    const before = world().calls.count;
    await host.put(specOf({ name: 'idle' }));
    await ask(id, 'migrations');
    expect(
      world()
        .calls.since(before)
        .filter(({ write }) => write),
    ).toEqual([]);
  });

  it('that failed is not rolled back if pods would lose credentials, and continues on request', async () => {
    const { id, role } = await create('halfway');
    const ref = { ...PLACE, name: 'halfway' };
    const account = world().accounts.get('111122223333')!;
    const { calls } = world();
    const add = calls.add;
    // The last step is denied, after the annotation was removed.
    calls.add = call => {
      add.call(calls, call);
      if (call.operation !== 'CreatePodIdentityAssociation') return;
      account.serviceControlPolicies = [
        [
          {
            name: 'limit',
            document: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: '*', Resource: '*' },
                {
                  Effect: 'Deny',
                  Action: 'iam:UpdateAssumeRolePolicy',
                  Resource: '*',
                },
              ],
            }),
          },
        ],
      ];
    };
    const { status, body: operation } = await request(host.backend.server)
      .post(`${API}/service-accounts/${id}/migrations`)
      .set('Prefer', 'respond-async')
      .send({ to: 'pod-identity' });
    expect(status).toBe(202);
    let ended = operation;
    while (ended.status === 'running') {
      await sleep(100);
      ended = (await host.get(`/operations/${operation.id}`)).body;
    }
    calls.add = add;
    account.serviceControlPolicies = [];
    expect(ended.status).toBe('failed');
    const { status: undone } = await host.post(
      `/operations/${operation.id}/rollbacks`,
      {},
    );
    expect(undone).toBe(200);
    const watch = watchSupply(host.sandbox, ref, role.name);
    expect(watch.now()).toMatchObject({
      newPod: 'pod-identity',
      irsaPods: true,
    });
    watch.end();
    const { body } = await ask(id, 'migrations');
    expect(body).toMatchObject({ restarts: [], remaining: [] });
    expect(body.serviceAccount.drift).toEqual([]);
  });

  it.each([
    [
      'fargate',
      { metadata: { labels: { 'eks.amazonaws.com/fargate-profile': 'fp' } } },
    ],
    ['windows', { spec: { nodeSelector: { 'kubernetes.io/os': 'windows' } } }],
  ])('writes nothing while a blocker exists: %s', async (rule, change) => {
    const name = `on-${rule}`;
    const { id } = await create(name);
    await core().createNamespacedPod({
      namespace: 'production',
      body: {
        metadata: {
          name: `${name}-0`,
          ...('metadata' in change && change.metadata),
        },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'app' }],
          ...('spec' in change && change.spec),
        },
      },
    });
    const { body } = await ask(id, 'migration-plans');
    expect(rules(body.blockers)).toEqual([rule]);
    const before = world().calls.count;
    const { status, body: refused } = await ask(id, 'migrations');
    expect([status, refused.error.message]).toEqual([
      400,
      expect.stringContaining(`${rule}: `),
    ]);
    expect(
      world()
        .calls.since(before)
        .filter(({ write }) => write),
    ).toEqual([]);
  });

  it('requires the agent, and explains how to install it', async () => {
    const { id } = await create('agentless');
    setPodIdentityAgent(world(), 'prod-eu', 'none');
    const { body } = await ask(id, 'migration-plans');
    setPodIdentityAgent(world(), 'prod-eu', 'add-on');
    expect(body.blockers).toEqual([
      expect.objectContaining({
        rule: 'agent-missing',
        remediation: expect.stringContaining('aws eks create-addon'),
      }),
    ]);
  });

  it('does not overwrite an association of somebody else', async () => {
    const { id, role } = await create('squatted');
    const [model] = cluster().podIdentityAssociations.values();
    const theirs = {
      ...model,
      id: 'a-squatter0000000',
      ...{ namespace: 'production', serviceAccount: 'squatted' },
      ...{ roleArn: role.arn, tags: {} },
    };
    cluster().podIdentityAssociations.set(theirs.id, theirs);
    const { body } = await ask(id, 'migration-plans');
    expect(rules(body.blockers)).toEqual(['not-managed-by-backstage']);
  });

  it('requires adoption of a role that Backstage does not manage', async () => {
    const { body } = await host.post(
      '/entities/component/default/ledger/verifications',
      {},
    );
    const [{ id }] = body.items;
    const { body: plan } = await ask(id, 'migration-plans');
    expect(plan).toMatchObject({ steps: [], stage: 'irsa' });
    expect(rules(plan.blockers)).toEqual(['not-managed-by-backstage']);
    const { body: fleet } = await host.get('/migrations?cluster=prod-eu');
    const [counts] = fleet.counts;
    expect(counts.irsa + counts.inProgress + counts.podIdentity).toBe(
      fleet.total,
    );
  });
});
