import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type CheckResult,
  type Finding,
  formatServiceAccountRef,
  type Grant,
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { componentOf, specOf } from '../__testUtils__/core';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { templateActions } from '../__testUtils__/templateActions';

const NEVER = 600_000;
/**
 * The delays of IAM in milliseconds: 10 s for reads, tags, and permissions, and 45 s for trust, shortened by the same factor as the product's waits in
 * setupTests.ts.
 */
const LATE = { reads: 100, trust: 450, tags: 100, permissions: 100 };
const LESS: Grant[] = [
  { service: 's3', access: 'write', resource: 'my-app-uploads' },
];
const MORE: Grant[] = [
  ...LESS,
  { service: 'sqs', access: 'send', resource: 'uploads' },
];

describe('in a company with a region-deny SCP and delayed IAM propagation', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const templates = templateActions();
  let host: ScanHost;
  let services: { id: string; isHealthy: boolean }[];

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () => [componentOf('uploads', 'group:default/team')],
      features: templates.features,
    });
    const { world } = host.sandbox;
    world.propagation.set(LATE);
    services = world.services.map(({ fault, ...ref }) => ({
      id: serviceAccountId(ref),
      isHealthy: fault === null,
    }));
    const [nodeGroup] = world.clusters.get('staging-eu')!.nodeGroups;
    Object.assign(nodeGroup, { hopLimit: 1, optionalTokens: true });
    await host.settle();
  });
  afterAll(() => host?.stop());

  const idOf = (spec: IamServiceAccountSpec) => serviceAccountId(spec);
  const create = async (spec: IamServiceAccountSpec) => {
    const { body } = await host.put(spec);
    expect(body.verification?.status).toBe('verified');
  };
  const verify = async (id: string, live = true) =>
    (await host.post(`/service-accounts/${id}/verifications`, { live })).body;
  const findingsAbout = async (id: string): Promise<Finding[]> =>
    (await host.get(`/findings?serviceAccountId=${id}`)).body.items;

  /** Returns the IAM service accounts that were stored as broken at any time. */
  const everBroken = async (): Promise<string[]> =>
    host
      .knex('verifications')
      .where({ status: 'broken' })
      .distinct()
      .pluck('service_account_id');

  /** Returns the messages of all findings about its chain. */
  const everFound = async (id: string): Promise<string[]> =>
    host
      .knex('findings')
      .where({ check_id: 'chain-broken', subject_id: id })
      .pluck('message');

  /** Runs `work` while everything is scanned repeatedly and a user clicks Verify. */
  async function amid<T>(id: string, work: () => Promise<T>): Promise<T> {
    let isDone = false;
    const others = (async () => {
      while (!isDone) {
        await verify(id);
        await host.scan(...SCOPES);
        await verify(id, false);
      }
    })();
    try {
      return await work();
    } finally {
      isDone = true;
      await others;
    }
  }

  it('every healthy service is verified', async () => {
    const healthy = services.filter(({ isHealthy }) => isHealthy);
    expect(healthy.length).toBeGreaterThan(10);
    for (const { id } of healthy) {
      const { status, liveProof, checks } = await verify(id);
      const others = checks.filter(
        ({ result }: CheckResult) => result !== 'pass',
      );
      expect({ id, status, others }).toEqual({
        id,
        status: 'verified',
        others: [],
      });
      expect(liveProof.result).toBe('proved');
    }
  });

  it.each<[string, string, Grant[] | undefined, Grant[]]>([
    ['creates', 'created', undefined, LESS],
    ['extends the grants of', 'extended', LESS, MORE],
    ['reduces the grants of', 'reduced', MORE, LESS],
  ])('a template %s a service, which ends verified', async (...row) => {
    const [, name, before, grants] = row;
    const spec = specOf({ name, grants });
    const { cluster, namespace } = spec;
    if (before) await create(specOf({ name, grants: before }));
    await amid(idOf(spec), () =>
      templates.run('irsa:service-account:create', {
        ...spec,
        confirmLosses: true,
      }),
    );
    const output = await templates.run('irsa:service-account:verify', {
      cluster,
      namespace,
      name,
    });
    expect(output).toMatchObject({
      ...{ status: 'Verified', health: 'All checks pass', use: 'Not in use' },
      proof: expect.stringMatching(/^Proved by token exchange at /),
    });
    expect(await everBroken()).not.toContain(idOf(spec));
    expect(await everFound(idOf(spec))).toEqual([]);
    const { body } = await host.get(`/service-accounts/${idOf(spec)}`);
    expect(body).toMatchObject({ spec: { grants }, drift: [] });
  });

  it('a service moves to EKS Pod Identity, and ends verified', async () => {
    const spec = specOf({ name: 'moved' });
    const id = idOf(spec);
    await create(spec);
    await amid(id, () =>
      templates.run('irsa:service-account:migrate', {
        entityRef: spec.entityRef,
        serviceAccount: formatServiceAccountRef(spec),
        confirm: true,
      }),
    );
    const { status, checks } = await verify(id);
    expect([
      status,
      checks.filter((c: CheckResult) => c.result !== 'pass'),
    ]).toEqual(['verified', []]);
    const { body } = await host.get(`/service-accounts/${id}`);
    expect(body).toMatchObject({ mechanism: 'pod-identity', drift: [] });
    expect(await everBroken()).not.toContain(id);
  });

  it('a deleted service is created again, once IAM shows the deletion', async () => {
    const spec = specOf({ name: 'again' });
    await create(spec);
    expect((await host.delete(`/service-accounts/${idOf(spec)}`)).status).toBe(
      200,
    );
    let again = await host.put(spec);
    while (again.status === 400) {
      expect(again.body.error.message).toContain(
        'If it was just deleted, IAM may show it for another minute: try again then.',
      );
      again = await host.put(spec);
    }
    expect(again.body.verification.status).toBe('verified');
    expect(await everBroken()).not.toContain(idOf(spec));
  });

  it('verification waits for IAM if STS is faster', async () => {
    const { propagation } = host.sandbox.world;
    propagation.set({ reads: 450, trust: 50 });
    const { body } = await host.put(specOf({ name: 'read-late' }));
    propagation.set(LATE);
    expect(body.verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
  });

  it('a scan reports no finding about resources that are written while it reads', async () => {
    const { disturbances, propagation } = host.sandbox.world;
    const spec = specOf({ name: 'amid' });
    const operation = 'ListPodIdentityAssociations';
    disturbances.replace([
      { kind: 'delay', service: 'eks', operation, milliseconds: 3000 },
    ]);
    const scan = host.scan('cluster:prod-eu');
    while (disturbances.list().disturbances[0].hits === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    propagation.set({ reads: 0, trust: 0, tags: NEVER });
    expect((await host.put(spec)).body.verification.status).toBe('verified');
    propagation.set({ reads: NEVER });
    await scan;
    propagation.set(LATE);
    disturbances.replace([]);
    expect((await findingsAbout(idOf(spec))).map(({ check }) => check)).toEqual(
      ['missing-boundary'],
    );
    expect(await everBroken()).not.toContain(idOf(spec));
  });

  it('verification waits for IAM after a failed attempt at a live proof', async () => {
    const spec = specOf({ name: 'capped' });
    const { disturbances, propagation } = host.sandbox.world;
    propagation.set({ reads: 0, trust: NEVER, tags: 0 });
    disturbances.replace([
      {
        kind: 'fail',
        service: 'sts',
        operation: 'AssumeRoleWithWebIdentity',
      },
    ]);
    await host.put(spec);
    disturbances.replace([]);
    expect((await verify(idOf(spec))).status).toBe('unknown');
    propagation.set(LATE);
    expect((await verify(idOf(spec))).status).toBe('verified');
    expect(await everBroken()).not.toContain(idOf(spec));
  });

  it('verification warns about actions that an SCP denies', async () => {
    const account = host.sandbox.world.accounts.get('111122223333')!;
    const before = account.serviceControlPolicies;
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    });
    account.serviceControlPolicies = [
      ...before,
      [...before[0], { name: 'no-s3', document }],
    ];
    const { id } = services.find(({ isHealthy }) => isHealthy)!;
    const { status, checks } = await verify(id);
    account.serviceControlPolicies = before;
    expect(status).toBe('degraded');
    expect(checks).toContainEqual(
      expect.objectContaining({
        id: 'organization-policies',
        result: 'warn',
        message: expect.stringContaining('s3:'),
      }),
    );
    expect((await verify(id)).status).toBe('verified');
  });

  it('scans report nodes with optional session tokens, regardless of their hop limit', async () => {
    const { body } = await host.get(
      '/findings?check=node-role-reachable&cluster=staging-eu',
    );
    expect(body.items).toMatchObject([
      { message: expect.stringContaining('session tokens are optional') },
    ]);
    const { body: page } = await host.get('/node-roles?cluster=staging-eu');
    expect(page.items).toMatchObject([
      { hopLimit: 1, optionalTokens: true, reach: 'all-pods' },
    ]);
  });

  it('only broken services are stored as broken', async () => {
    const healthy = new Set(
      services.flatMap(({ id, isHealthy }) => (isHealthy ? id : [])),
    );
    expect((await everBroken()).filter(id => healthy.has(id))).toEqual([]);
  });
});
