import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  IamServiceAccount,
  Wave,
  WaveItem,
  WaveRequest,
} from '@backstage-irsa/core/model';
import request from 'supertest';
import { coreOf } from '../__testUtils__/coreOf';
import { API } from '../__testUtils__/host';
import {
  startFleetHost,
  type FleetHost,
} from '../__testUtils__/inventory/host';
import { specOf } from '../__testUtils__/core';
import { watchSupplies } from '../__testUtils__/supply';
import { itemsOf, settledWave } from '../__testUtils__/waves';

const NAMESPACE = 'waves';
const STAGING = '444455556666';
const STRANGER = 'user:default/stranger';

describe('a wave', () => {
  let host: FleetHost;
  beforeAll(async () => {
    host = await startFleetHost(
      {},
      {
        users: { [STRANGER]: ['group:default/strangers'] },
        irsa: {
          namespaceRules: [
            {
              owners: ['group:default/team'],
              clusters: ['*'],
              namespaces: ['*'],
              resources: ['*'],
              accounts: ['111122223333', STAGING],
            },
          ],
        },
      },
    );
  });
  afterAll(() => host?.stop());

  const world = () => host.sandbox.world;
  const core = (cluster?: string) => coreOf(host.kubeconfig, cluster);
  const get = (path: string) => host.get(path);
  const create = async (change: object) => {
    const { status, body } = await host.put(
      specOf({ namespace: NAMESPACE, ...change }),
    );
    expect([status, body.error?.message]).toEqual([200, undefined]);
    return body.serviceAccount;
  };
  const plan = async (wave: Partial<WaveRequest>): Promise<Wave> => {
    const { status, body } = await host.post('/waves', {
      ...{ kind: 'clone', cluster: 'prod-eu', namespace: NAMESPACE },
      ...(wave.kind !== 'migrate' && { toCluster: 'staging-eu' }),
      ...wave,
    });
    expect([status, body.error?.message]).toEqual([201, undefined]);
    return settledWave(get, body.id);
  };
  const tell = async (id: string, command: string): Promise<Wave> => {
    const { status, body } = await host.post(`/waves/${id}/${command}`, {});
    expect([status, body.error?.message]).toEqual([200, undefined]);
    return settledWave(get, id);
  };
  const items = (id: string) => itemsOf(get, id);
  const rulesOf = (all: WaveItem[]) =>
    all.map(({ name, state, blockers }) => [
      name,
      state,
      ...blockers.map(({ rule }) => rule),
    ]);
  const writesSince = (place: number) =>
    world()
      .calls.since(place)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);
  const makePod = (name: string, cluster?: string) =>
    core(cluster).createNamespacedPod({
      namespace: NAMESPACE,
      body: {
        metadata: { name: `${name}-0` },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'app' }],
        },
      },
    });

  it('of clones is previewed, applied, reported, and undone, and keeps what it did not create', async () => {
    const grants = [
      { service: 's3', access: 'read', resource: 'shared-files' },
    ];
    for (const name of ['cart', 'search']) await create({ name, grants });
    // Two share a role in the other account. One exists already, because someone else requested it.
    const shared = { roleName: 'wave-shared', accountId: STAGING, grants };
    await create({ name: 'mail', ...shared });
    await create({ name: 'news', ...shared });
    await create({ name: 'there', grants });
    await create({ name: 'there', cluster: 'staging-eu', grants: [] });
    const place = world().calls.count;
    const ready = await plan({ reason: 'blue/green' });
    expect(writesSince(place)).toEqual([]);
    expect(ready).toMatchObject({
      state: 'ready',
      counts: { pending: 4, blocked: 1 },
      blockers: [expect.objectContaining({ rule: 'already-there', count: 1 })],
      trustPolicies: [
        {
          roleArn: `arn:aws:iam::${STAGING}:role/irsa/wave-shared`,
          near: false,
        },
      ],
    });
    expect(ready.calls).toBeGreaterThan(ready.writes);

    const done = await tell(ready.id, 'start');
    expect(rulesOf(await items(ready.id))).toEqual([
      ['cart', 'done'],
      ['mail', 'done'],
      ['news', 'done'],
      ['search', 'done'],
      ['there', 'blocked', 'already-there'],
    ]);
    expect(done).toMatchObject({ state: 'done', counts: { done: 4 } });
    const { roles } = world().accounts.get(STAGING)!;
    const trust = roles.get('wave-shared')!.trustPolicy;
    expect(trust.length).toBe(ready.trustPolicies[0].length);
    const clones = await host.get(
      `/service-accounts?cluster=staging-eu&namespace=${NAMESPACE}`,
    );
    expect(
      clones.body.items.map(({ name, verification }: IamServiceAccount) => [
        name,
        verification?.status,
      ]),
    ).toEqual([
      ['cart', 'verified'],
      ['mail', 'verified'],
      ['news', 'verified'],
      ['search', 'verified'],
      ['there', 'degraded'],
    ]);

    // Resources in use stay, and so do those that the wave did not create.
    await makePod('cart', 'staging-eu');
    const undone = await tell(ready.id, 'undo');
    expect(undone).toMatchObject({
      state: 'undone',
      counts: { done: 1, undone: 3, blocked: 1 },
    });
    const [cart] = await items(ready.id);
    expect(cart.reason).toBe(
      'Not undone: 1 pod runs with it. Remove it, and undo again.',
    );
    await core('staging-eu').deleteNamespacedPod({
      namespace: NAMESPACE,
      name: 'cart-0',
    });
    expect((await tell(ready.id, 'undo')).counts).toMatchObject({ undone: 4 });
    const left = await host.get(
      `/service-accounts?cluster=staging-eu&namespace=${NAMESPACE}`,
    );
    expect(left.body.items).toEqual([
      expect.objectContaining({ name: 'there' }),
    ]);
    expect(roles.get('wave-shared')!.trustPolicy).toContain('mail');
    expect(roles.get('wave-shared')!.trustPolicy.length).toBeLessThan(
      trust.length,
    );

    const { text: csv } = await host.get(`/waves/${ready.id}/report`);
    expect(csv).toContain('staging-eu/waves/cart,');
    const { text } = await host.get(
      `/waves/${ready.id}/report?format=markdown`,
    );
    expect(text).toContain('| staging-eu/waves/there |');
    expect(text).toContain('Reason: blue/green');
  }, 120_000);

  it('of migrations provides credentials for every pod after each write, there and back', async () => {
    const names = ['red', 'green', 'blue'];
    const before = new Map<string, string>();
    const namespace = 'waves-moved';
    for (const name of names) {
      const { roleArn } = await create({ name, namespace });
      before.set(name, roleArn.split('/').pop());
    }
    const roles = () => world().accounts.get('111122223333')!.roles;
    const trusts = () =>
      names.map(name =>
        JSON.parse(roles().get(before.get(name)!)!.trustPolicy),
      );
    const trustBefore = trusts();
    const watchAll = () =>
      watchSupplies(
        host.sandbox,
        'prod-eu',
        names.map(name => ({
          ref: { cluster: 'prod-eu', namespace, name },
          roleName: before.get(name)!,
        })),
      );
    const { id } = await plan({ kind: 'migrate', namespace });
    for (const command of ['start', 'undo']) {
      const watch = watchAll();
      const { counts } = await tell(id, command);
      watch.end();
      expect(counts).toMatchObject(
        command === 'start' ? { done: 3 } : { undone: 3 },
      );
      expect(watch.writes()).toBeGreaterThan(8);
      for (const supply of watch.seen()) {
        expect(supply).toMatchObject({ podIdentityPods: true });
        expect(supply.newPod).not.toBe('none');
      }
    }
    expect(trusts()).toEqual(trustBefore);
    const { body } = await host.get(
      `/service-accounts?cluster=prod-eu&namespace=${namespace}`,
    );
    for (const { mechanism, drift } of body.items) {
      expect({ mechanism, drift }).toEqual({ mechanism: 'irsa', drift: [] });
    }
  }, 120_000);

  it('pauses between items, and continues where it stopped', async () => {
    const names = Array.from({ length: 8 }, (_, at) => `worker-${at}`);
    const namespace = 'waves-paused';
    for (const name of names) await create({ name, namespace });
    const { id, counts } = await plan({ namespace });
    expect(counts.pending).toBe(8);
    await host.post(`/waves/${id}/start`, {});
    const paused = await tell(id, 'pause');
    expect(paused.state).toBe('paused');
    expect(paused.counts.pending).toBeGreaterThan(0);
    expect(await tell(id, 'resume')).toMatchObject({
      state: 'done',
      counts: { done: 8 },
    });
    expect(await tell(id, 'undo')).toMatchObject({ counts: { undone: 8 } });
  }, 120_000);

  it('is only for its creator, in a valid state, with the permissions for each item', async () => {
    const namespace = 'waves-alone';
    await create({ name: 'alone', namespace });
    const as = (user: string, method: 'get' | 'post', path: string) =>
      request(host.backend.server)
        [method](`${API}${path}`)
        .set('Authorization', mockCredentials.user.header(user));
    const { id } = await plan({ namespace });
    for (const [method, path] of [
      ['get', ''],
      ['get', '/items'],
      ['get', '/report'],
      ['post', '/start'],
      ['post', '/pause'],
      ['post', '/undo'],
    ] as const) {
      const { status } = await as(STRANGER, method, `/waves/${id}${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
    const { body: none } = await as(STRANGER, 'get', '/waves');
    expect(none.items).toEqual([]);
    const { body: theirs } = await as(STRANGER, 'post', '/waves').send({
      ...{ kind: 'migrate', cluster: 'prod-eu', namespace },
    });
    const stranger = (path: string) => as(STRANGER, 'get', path);
    expect(await settledWave(stranger, theirs.id)).toMatchObject({
      counts: { blocked: 1, pending: 0 },
      blockers: [expect.objectContaining({ rule: 'not-permitted' })],
    });
    const stored = await host
      .knex('wave_items')
      .where({ wave_id: theirs.id })
      .select('name', 'spec_before', 'spec_after');
    expect(stored).toEqual([
      { name: 'alone', spec_before: null, spec_after: null },
    ]);
    const place = world().calls.count;
    const refused = await as(STRANGER, 'post', `/waves/${theirs.id}/start`);
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'The wave is ready, and every item is blocked: it cannot start now.',
    ]);
    expect(writesSince(place)).toEqual([]);
    const { status: early } = await host.post(`/waves/${id}/undo`, {});
    expect(early).toBe(409);
  });

  it.each([
    [{ cluster: 'nowhere' }, 'is not in the configuration'],
    [{ toCluster: 'prod-eu' }, 'must be another cluster'],
    [{ kind: 'migrate', toCluster: 'staging-eu' }, 'are for clones'],
    [{ namespace: 'empty' }, 'is in this selection'],
    [{ owner: '???' }, 'is not an entity reference'],
  ])('is refused: %j', async (change, message) => {
    const { status, body } = await host.post('/waves', {
      ...{ kind: 'clone', cluster: 'prod-eu', toCluster: 'staging-eu' },
      ...change,
    });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });
});
