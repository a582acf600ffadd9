import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { knex as connect, type Knex } from 'knex';
import { startTestHost, type TestHost } from './host';
import { promptScheduler } from './promptScheduler';

const databases = TestDatabases.create({
  ids: ['POSTGRES_17'],
  disableDocker: true,
});

/** Opens a new database with the plugin's schema. */
export async function openDatabase() {
  const admin = await databases.init('POSTGRES_17');
  const { connection } = admin.client.config;
  const knex = connect({ client: 'pg', connection, searchPath: ['irsa'] });
  const database: JsonObject = {
    client: 'pg',
    connection,
    pluginDivisionMode: 'schema',
  };
  return { admin, knex, database };
}

/** Starts two backends that use one sandbox and scan into one database. One of them scans each scope at the given frequency. */
export async function startScanningReplicas(frequency: JsonObject) {
  const opened = await openDatabase();
  const options = {
    database: opened.database,
    irsa: { scans: { enabled: true, frequency } },
    features: [promptScheduler],
  };
  const first = await startTestHost(options);
  const hosts = [first, await startTestHost({ ...options, beside: first })];
  return {
    ...opened,
    hosts,
    stop: async () => {
      // The host that owns the sandbox stops last.
      for (const host of [...hosts].reverse()) await host.stop();
      await opened.knex.destroy();
    },
  };
}

/** Returns the scopes whose scan completed after a time. */
export async function scannedSince(knex: Knex, since: Date): Promise<string[]> {
  const rows = await knex('inventory_scopes')
    .where('completed_at', '>', since.toISOString())
    .orderBy('id');
  return rows.map(({ id }) => id);
}

/** Waits until a condition is met. */
export async function until(met: () => Promise<boolean>): Promise<void> {
  while (!(await met().catch(() => false))) await sleep(50);
}

/** Replaces the disturbances of AWS and cluster calls. */
export const disturb = (host: TestHost, disturbances: object[]) =>
  fetch(`${host.sandbox.awsEndpoint}/__sandbox/disturbances`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ disturbances }),
  }).then(({ ok }) => expect(ok).toBe(true));

/** Returns the stored data of a cluster without times. */
export async function storedOf(knex: Knex, scope: string) {
  return {
    accounts: await knex('service_accounts')
      .where({ scope, deleted_at: null })
      .orderBy('id')
      .select('id', 'status', 'digest'),
    findings: await knex('findings')
      .where({ scope, resolved_at: null })
      .orderBy('id')
      .select('id', 'digest', 'first_seen_at', 'accepted_reason'),
    workloads: await knex('inventory_workloads')
      .where({ scope, deleted_at: null })
      .orderBy('id')
      .select('id', 'digest'),
    places: await knex('inventory_locations')
      .where({ scope })
      .orderBy(['kind', 'row_id', 'name'])
      .select('kind', 'row_id', 'name'),
    states: await knex('inventory_states')
      .whereNull('until_at')
      .orderBy(['kind', 'row_id'])
      .select('kind', 'row_id', 'state'),
  };
}
