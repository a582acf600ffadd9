import type {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import {
  accountRow,
  findingRow,
  insertRows,
  scopeRow,
  workloadRow,
} from '../../__testUtils__/inventory/rows';
import { noteCall } from './calls';
import { FleetCounts } from '../../fleet/store/FleetCounts';
import { createFleetGauges } from '../../fleet/fleetGauges';
import { Meters } from './Meters';

jest.setTimeout(60_000);

const databases = migratedDatabases();

/** A metrics service whose observables are read as a collector reads them. */
function collector() {
  const callbacks = new Map<string, MetricsServiceObservableCallback>();
  const observable = (name: string) => ({
    addCallback: (callback: MetricsServiceObservableCallback) => {
      callbacks.set(name, callback);
    },
    removeCallback: () => {},
  });
  const metrics: MetricsService = metricsServiceMock.mock({
    createObservableGauge: observable,
    createObservableCounter: observable,
  });
  return {
    metrics,
    names: () => [...callbacks.keys()],
    collect: async (name: string) => {
      const observed: [number, object | undefined][] = [];
      await callbacks.get(name)?.({
        observe: (value, attributes) => observed.push([value, attributes]),
      });
      return observed;
    },
  };
}

describe.each(databases.eachSupportedId())('the gauges on %p', databaseId => {
  let knex: Knex;
  const started = () => {
    const { metrics, ...rest } = collector();
    createFleetGauges({
      counts: new FleetCounts({ knex }),
      logger: mockServices.logger.mock(),
      metrics,
    });
    return rest;
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  afterEach(() => knex.destroy());

  const place = (name: string) => ({
    cluster: 'prod-eu',
    namespace: 'shop',
    name,
  });

  it('count stored objects that still exist, including zero counts', async () => {
    const orders = accountRow(place('orders'));
    const { workload } = workloadRow(place('deployment/orders'));
    await insertRows(knex, {
      inventory_scopes: [
        scopeRow('cluster', 'prod-eu', {
          completed_at: new Date(Date.now() - 90_000).toISOString(),
        }),
        scopeRow('account', '111122223333', { completed_at: null }),
      ],
      service_accounts: [
        orders,
        accountRow(place('a'), { change: { status: 'broken' } }),
        accountRow(place('b'), { change: { status: 'broken' } }),
        accountRow(place('never-verified'), { change: { status: null } }),
        accountRow(place('c'), { change: { deleted_at: 'now' } }),
      ],
      inventory_workloads: [workload],
      findings: [
        findingRow(orders, 'a', { severity: 2 }),
        findingRow(orders, 'b', { severity: 2, resolved_at: 'now' }),
        findingRow(orders, 'c', { severity: 3, accepted_until: '2999' }),
      ],
    });
    const { collect } = started();
    expect(await collect('irsa.service_accounts')).toEqual([
      [1, { status: 'verified' }],
      [0, { status: 'degraded' }],
      [2, { status: 'broken' }],
      [1, { status: 'unknown' }],
    ]);
    expect(await collect('irsa.findings.open')).toEqual([
      [0, { severity: 'low' }],
      [0, { severity: 'medium' }],
      [1, { severity: 'high' }],
      [0, { severity: 'critical' }],
    ]);
    expect(await collect('irsa.workloads')).toEqual([
      [0, { identity_source: 'service-account-role' }],
      [0, { identity_source: 'node-role' }],
      [0, { identity_source: 'static-keys' }],
      [1, { identity_source: 'none' }],
      [0, { identity_source: 'unknown' }],
    ]);
    expect(await collect('irsa.roles.unused')).toEqual([[0, undefined]]);
    const [[age, scope], ...others] = await collect('irsa.scan.age');
    expect(others).toEqual([]);
    expect(scope).toEqual({ scope: 'cluster:prod-eu' });
    expect(age).toBeGreaterThanOrEqual(90);
  });

  it('read the database once for all gauges', async () => {
    const { collect, names } = started();
    await collect('irsa.service_accounts');
    await insertRows(knex, { service_accounts: [accountRow(place('new'))] });
    for (const name of names()) await collect(name);
    expect((await collect('irsa.service_accounts'))[0][0]).toBe(0);
  });

  it('report nothing while the database is unavailable, and resume afterwards', async () => {
    const { collect } = started();
    const rename = (from: string, to: string) =>
      knex.raw('alter table ?? rename to ??', [from, to]);
    await rename('inventory_workloads', 'elsewhere');
    expect(await collect('irsa.roles.unused')).toEqual([]);
    await rename('elsewhere', 'inventory_workloads');
    expect(await collect('irsa.roles.unused')).toEqual([[0, undefined]]);
  });

  it('count the AWS calls of the process', async () => {
    const { collect } = started();
    const [[before]] = await collect('irsa.aws.calls');
    noteCall('aws');
    noteCall('kubernetes');
    expect(await collect('irsa.aws.calls')).toEqual([[before + 1, undefined]]);
  });
});

describe('the meters', () => {
  it('count scans and live proofs by result, and guardrail reports by rule', () => {
    const recorded: [string, number, object | undefined][] = [];
    const instrument = (name: string) => ({
      add: (value: number, attributes?: object) =>
        recorded.push([name, value, attributes]),
      record: (value: number, attributes?: object) =>
        recorded.push([name, value, attributes]),
    });
    const meters = new Meters({
      metrics: metricsServiceMock.mock({
        createCounter: instrument,
        createHistogram: instrument,
      }),
    });
    meters.scanEnded({
      kind: 'cluster',
      result: 'completed',
      durationMs: 1500,
    });
    meters.proofMade('refused');
    meters.guardrailReported('required-tag');
    const scan = { kind: 'cluster', result: 'completed' };
    expect(recorded).toEqual([
      ['irsa.scans', 1, scan],
      ['irsa.scan.duration', 1.5, scan],
      ['irsa.live_proofs', 1, { result: 'refused' }],
      ['irsa.guardrails.report_only', 1, { rule: 'required-tag' }],
    ]);
  });
});
