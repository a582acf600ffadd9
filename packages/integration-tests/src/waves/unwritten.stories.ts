import type { IamServiceAccountSpec, Wave } from '@backstage-irsa/core/model';
import { specOf } from '../__testUtils__/core';
import {
  startFleetHost,
  type FleetHost,
} from '../__testUtils__/inventory/host';
import { itemsOf, settledWave } from '../__testUtils__/waves';

describe('a wave whose item failed', () => {
  let host: FleetHost;
  beforeAll(async () => {
    host = await startFleetHost({});
  });
  afterAll(() => host?.stop());

  const get = (path: string) => host.get(path);
  const tell = async (id: string, command: string): Promise<Wave> => {
    const { status, body } = await host.post(`/waves/${id}/${command}`, {});
    expect([status, body.error?.message]).toEqual([200, undefined]);
    return settledWave(get, id);
  };
  /** Starts a wave of one item, while the cluster refuses these operations. */
  const failed = async (
    namespace: string,
    kind: Wave['kind'],
    operation = '*',
  ) => {
    const { status } = await host.put(specOf({ namespace, name: 'orders' }));
    expect(status).toBe(200);
    const { body } = await host.post('/waves', {
      ...{ kind, cluster: 'prod-eu', namespace },
      ...(kind === 'clone' && { toCluster: 'staging-eu' }),
    });
    const { id } = await settledWave(get, body.id);
    const { disturbances } = host.sandbox.world;
    disturbances.replace([
      { kind: 'denied', service: 'kubernetes', operation },
    ]);
    const wave = await tell(id, 'start');
    disturbances.replace([]);
    expect(wave.counts).toMatchObject({ failed: 1 });
    return id;
  };
  const inCluster = async (cluster: string, namespace: string) => {
    const { body } = await host.get(
      `/service-accounts?cluster=${cluster}&namespace=${namespace}`,
    );
    return body.items;
  };
  const specAfter = async (id: string): Promise<IamServiceAccountSpec> => {
    const row = await host
      .knex('wave_items')
      .where({ wave_id: id })
      .first('spec_after');
    return JSON.parse(row.spec_after);
  };

  it('before the first write keeps the clone that its owner created since', async () => {
    const namespace = 'waves-kept';
    const id = await failed(namespace, 'clone');
    expect(await inCluster('staging-eu', namespace)).toEqual([]);
    const { status } = await host.put(await specAfter(id));
    expect(status).toBe(200);

    const { counts } = await tell(id, 'undo');
    expect(counts).toMatchObject({ failed: 1, undone: 0 });
    expect(await inCluster('staging-eu', namespace)).toHaveLength(1);
  });

  it('before the first write skips the clone that its owner created since', async () => {
    const id = await failed('waves-skipped', 'clone');
    await host.put(await specAfter(id));
    const { counts } = await tell(id, 'resume');
    expect(counts).toMatchObject({ skipped: 1, done: 0 });
  });

  it.each(['undo', 'resume'])(
    'before the first write keeps the migration of its owner: %s',
    async command => {
      const namespace = `waves-migrated-${command}`;
      const id = await failed(namespace, 'migrate');
      const [{ id: orders }] = await inCluster('prod-eu', namespace);
      const { status } = await host.post(
        `/service-accounts/${orders}/migrations`,
        { to: 'pod-identity' },
      );
      expect(status).toBe(200);

      await tell(id, command);
      const [item] = await itemsOf(get, id);
      expect([item.state, ...item.blockers.map(({ rule }) => rule)]).toEqual(
        command === 'undo' ? ['failed'] : ['blocked', 'changed-since'],
      );
      const [{ mechanism }] = await inCluster('prod-eu', namespace);
      expect(mechanism).toBe('pod-identity');
    },
  );

  it('after a write deletes what it created', async () => {
    const namespace = 'waves-partial';
    const id = await failed(namespace, 'clone', 'create serviceaccounts');
    expect(await inCluster('staging-eu', namespace)).toHaveLength(1);
    expect((await tell(id, 'undo')).counts).toMatchObject({ undone: 1 });
    expect(await inCluster('staging-eu', namespace)).toEqual([]);
  });
});
