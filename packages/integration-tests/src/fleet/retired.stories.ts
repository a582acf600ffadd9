import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  sandboxConfig,
  ServiceAccountScanStore,
} from '../__testUtils__/internals';
import { componentOf, specOf } from '../__testUtils__/core';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const GONE = 'cluster:staging-eu';
const TABLES = [
  'service_accounts',
  'inventory_workloads',
  'inventory_node_roles',
];

describe('a cluster that is removed from the configuration', () => {
  let first: ScanHost;
  let second: ScanHost;

  const there = (table: string, scope: string) =>
    first.knex(table).where({ scope, deleted_at: null });
  const open = (scope: string) =>
    first.knex('findings').where({ scope, resolved_at: null }).orderBy('id');
  const restart = (clusters?: JsonObject[]) =>
    startScanHost(databases, {
      beside: first,
      knex: first.knex,
      irsa: clusters && { clusters },
    });

  beforeAll(async () => {
    first = await startScanHost(databases, {
      entities: () => [componentOf('uploads', 'group:default/team')],
    });
    await first.scan(...SCOPES);
  });
  afterAll(async () => {
    await second?.stop();
    await first?.stop();
  });

  it('is no longer shown, and the data of other clusters remains', async () => {
    const { knex, sandbox, kubeconfig } = first;
    const stays = await open('cluster:prod-eu');
    const went = await open(GONE);
    expect(went.length).toBeGreaterThan(0);
    const { irsa } = sandboxConfig(sandbox, kubeconfig);
    const clusters = (irsa as { clusters: JsonObject[] }).clusters.filter(
      ({ name }) => name !== 'staging-eu',
    );
    second = await restart(clusters);
    const { body } = await second.get('/scopes');
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(GONE);
    const { body: listed } = await second.get(
      '/fleet/service-accounts?cluster=staging-eu',
    );
    expect(listed).toMatchObject({ items: [], total: 0 });
    for (const table of TABLES) {
      expect(await there(table, GONE)).toEqual([]);
      expect(await there(table, 'cluster:prod-eu')).not.toEqual([]);
    }
    expect(await open(GONE)).toEqual([]);
    expect(await open('cluster:prod-eu')).toEqual(stays);
    const lasting = await knex('inventory_states')
      .whereNull('until_at')
      .whereIn(
        'row_id',
        knex('service_accounts').where({ scope: GONE }).select('id'),
      );
    expect(lasting).toEqual([]);
    await second.stop();

    second = await restart();
    await second.scan(GONE);
    expect((await open(GONE)).map(({ id }) => id)).toEqual(
      went.map(({ id }) => id),
    );
    expect(await there('service_accounts', GONE)).not.toEqual([]);
  });

  it('stays removed although another replica still scans it', async () => {
    const { knex, sandbox, kubeconfig } = first;
    const { irsa } = sandboxConfig(sandbox, kubeconfig);
    const clusters = (irsa as { clusters: JsonObject[] }).clusters.filter(
      ({ name }) => name !== 'staging-eu',
    );
    await second.stop();
    // Everything is written again, as on another day.
    await knex('service_accounts').update({ digest: '' });
    await knex('inventory_workloads').update({ digest: '' });
    const record = jest
      .spyOn(ServiceAccountScanStore.prototype, 'record')
      .mockImplementationOnce(async function restarted(
        this: ServiceAccountScanStore,
        ...page
      ) {
        second = await restart(clusters);
        return this.record(...page);
      });
    await first.scan(GONE);
    expect(record).toHaveBeenCalled();
    record.mockRestore();
    for (const table of TABLES) expect(await there(table, GONE)).toEqual([]);
    expect(await open(GONE)).toEqual([]);
    expect(await knex('inventory_observations').where({ scope: GONE })).toEqual(
      [],
    );
    expect(await knex('inventory_scopes').pluck('id')).not.toContain(GONE);
  });

  it('stays removed although another replica writes a change to it', async () => {
    const { sandbox, kubeconfig } = first;
    const { irsa } = sandboxConfig(sandbox, kubeconfig);
    const clusters = (irsa as { clusters: JsonObject[] }).clusters.filter(
      ({ name }) => name !== 'staging-eu',
    );
    await second.stop();
    second = await restart();
    await second.scan(GONE);
    const place = jest
      .spyOn(ServiceAccountScanStore.prototype, 'place')
      .mockImplementationOnce(async function restarted(
        this: ServiceAccountScanStore,
        ...one
      ) {
        await second.stop();
        second = await restart(clusters);
        return this.place(...one);
      });
    await first.put(specOf({ cluster: 'staging-eu', name: 'late' }));
    expect(place).toHaveBeenCalled();
    place.mockRestore();
    for (const table of TABLES) expect(await there(table, GONE)).toEqual([]);
    expect(await open(GONE)).toEqual([]);
  });
});
