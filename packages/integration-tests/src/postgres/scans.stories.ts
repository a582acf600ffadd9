import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { knex as connect, type Knex } from 'knex';
import request from 'supertest';
import { BackendProcess } from '../__testUtils__/crash/BackendProcess';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { sandboxConfig } from '../__testUtils__/internals';
import { PostgresServer } from '../__testUtils__/PostgresServer.cjs';
import { promptScheduler } from '../__testUtils__/promptScheduler';
import { SCOPES } from '../__testUtils__/scans';
import {
  disturb,
  openDatabase,
  scannedSince,
  startScanningReplicas,
  storedOf,
  until,
} from '../__testUtils__/sharedPostgres';

/** Expires the task runs and scans of a dead process, as if five minutes had passed. A starting scheduler then releases them, and another process can take over. */
async function letRunsExpire(knex: Knex): Promise<void> {
  await knex('backstage_backend_tasks__tasks')
    .whereNotNull('current_run_expires_at')
    .update({ current_run_expires_at: knex.fn.now() });
  await knex('inventory_scopes')
    .whereNotNull('scanning_until')
    .update({
      scanning_until: 0,
      attempted_at: new Date(Date.now() - 5 * 60_000).toISOString(),
    });
}

const SLOW_PODS = {
  kind: 'delay',
  service: 'kubernetes',
  operation: 'list pods',
  milliseconds: 3000,
};

describe('two replicas on one PostgreSQL', () => {
  let replicas: Awaited<ReturnType<typeof startScanningReplicas>>;
  beforeAll(async () => {
    replicas = await startScanningReplicas({ minutes: 10 });
  });
  afterAll(() => replicas?.stop());

  it('scan each cluster and account once', async () => {
    const { hosts, knex } = replicas;
    await until(async () => {
      const scanned = await scannedSince(knex, new Date(0));
      return scanned.length === SCOPES.length;
    });
    // Long enough for the other replica to start too.
    await sleep(1500);
    const { calls } = hosts[0].sandbox.world;
    const made = (name: string) =>
      calls.all().filter(({ operation }) => operation === name).length;
    expect(made('ListOpenIDConnectProviders')).toBe(2);
    expect(made('list clusterrolebindings')).toBe(2);
  });

  it('lose nothing when the database drops every connection during a scan', async () => {
    const { admin, hosts, knex } = replicas;
    const [host] = hosts;
    const rows = () =>
      knex('service_accounts')
        .whereNull('deleted_at')
        .orderBy('id')
        .pluck('id');
    const before = await rows();
    await disturb(host, [SLOW_PODS]);
    const since = new Date();
    await host.post('/scopes/cluster:prod-eu/scans', {});
    await until(async () => {
      const row = await knex('inventory_scopes')
        .where({ id: 'cluster:prod-eu' })
        .first();
      return row.attempted_at > since.toISOString();
    });
    await admin.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await disturb(host, []);
    await until(async () => (await rows()).length > 0);
    expect(await rows()).toEqual(before);
    await until(async () => {
      await host.post('/scopes/cluster:prod-eu/scans', {});
      return (await scannedSince(knex, since)).includes('cluster:prod-eu');
    });
    expect(await rows()).toEqual(before);
  });
});

describe('a replica with scans turned off', () => {
  const irsa = (here: boolean) => ({
    scans: { enabled: true, here, frequency: { minutes: 10 } },
  });
  const features = [promptScheduler];

  it('leaves scans to another replica, including requested ones', async () => {
    const { knex, database } = await openDatabase();
    const asked = await startTestHost({
      ...{ database, features },
      irsa: irsa(false),
    });
    try {
      // Long enough for a scan to start.
      await sleep(1500);
      expect(asked.sandbox.world.calls.all()).toEqual([]);
      const other = await startTestHost({
        ...{ database, features },
        irsa: irsa(true),
        beside: asked,
      });
      try {
        const scanned = async (since: Date) =>
          (await scannedSince(knex, since)).length === SCOPES.length;
        await until(() => scanned(new Date(0)));
        const since = new Date();
        const { status } = await asked.post(
          '/scopes/cluster:prod-eu/scans',
          {},
        );
        expect(status).toBe(202);
        await until(async () => (await scannedSince(knex, since)).length === 1);
      } finally {
        await other.stop();
      }
    } finally {
      await asked.stop();
      await knex.destroy();
    }
  });

  it('is refused on SQLite, which serves only one backend', async () => {
    await expect(startTestHost({ irsa: irsa(false) })).rejects.toThrow(
      'irsa.scans.here is false, but SQLite supports only one backend, so nothing would be scanned. Use PostgreSQL, or set it to true.',
    );
  });
});

describe('a replica that is killed during a scan', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  let host: TestHost;
  let directory: string;

  beforeAll(async () => {
    opened = await openDatabase();
    directory = mkdtempSync(join(tmpdir(), 'irsa-scans-'));
    // This host schedules nothing until the other one is dead.
    host = await startTestHost();
  });
  afterAll(async () => {
    await host?.stop();
    await opened?.knex.destroy();
    rmSync(directory, { recursive: true, force: true });
  });

  it('leaves a scan that another replica completes', async () => {
    const { knex, database } = opened;
    const irsa = {
      scans: {
        enabled: true,
        frequency: { minutes: 10 },
        timeout: { seconds: 15 },
      },
    };
    await disturb(host, [{ ...SLOW_PODS, milliseconds: 12_000 }]);
    const start = () =>
      BackendProcess.start(
        {
          ...sandboxConfig(host.sandbox, host.kubeconfig, irsa),
          backend: { database },
          schedules: true,
        },
        // In a test environment, the scheduler does not release tasks of dead processes.
        {
          cache: join(directory, 'cache'),
          env: { NODE_ENV: 'development' },
        },
      );
    const killed = await start();
    const { calls } = host.sandbox.world;
    await until(async () =>
      calls.all().some(({ operation }) => operation === 'list nodes'),
    );
    killed.kill();
    expect(await killed.ended()).toBe('SIGKILL');
    expect(await scannedSince(knex, new Date(0))).not.toContain(
      'cluster:prod-eu',
    );
    await disturb(host, []);
    await letRunsExpire(knex);
    const other = await start();
    try {
      await until(
        async () =>
          (await scannedSince(knex, new Date(0))).length === SCOPES.length,
      );
      expect(
        (await knex('service_accounts').whereNull('deleted_at')).length,
      ).toBeGreaterThanOrEqual(host.sandbox.world.services.length);
    } finally {
      other.kill();
      await other.ended();
    }
  });
});

describe('a PostgreSQL that is stopped and restarted during a scan', () => {
  const CLUSTER = 'cluster:prod-eu';
  let server: PostgresServer;
  let knex: Knex;
  let host: TestHost;

  beforeAll(async () => {
    server = await PostgresServer.create();
    const { connection } = server;
    knex = connect({ client: 'pg', connection, searchPath: ['irsa'] });
    host = await startTestHost({
      database: {
        client: 'pg',
        connection,
        pluginDivisionMode: 'schema',
      } as JsonObject,
      irsa: { scans: { enabled: true, frequency: { minutes: 10 } } },
      features: [promptScheduler],
    });
  });
  afterAll(async () => {
    await host?.stop();
    await knex?.destroy();
    await server?.destroy();
  });

  /** Waits until a scan of the cluster completes. */
  const scan = async () => {
    const since = new Date();
    await until(async () => {
      await host.post(`/scopes/${CLUSTER}/scans`, {});
      return (await scannedSince(knex, since)).includes(CLUSTER);
    });
  };
  it('has lost nothing and has no duplicates', async () => {
    await until(
      async () =>
        (await scannedSince(knex, new Date(0))).length === SCOPES.length,
    );
    await scan();
    const { id } = await knex('findings')
      .where({ scope: CLUSTER, resolved_at: null })
      .first();
    const { status } = await request(host.backend.server)
      .put(`${API}/findings/${id}/acceptance`)
      .send({
        reason: 'Known to all of us.',
        until: new Date(Date.now() + 9 * 24 * 60 * 60_000).toISOString(),
      });
    expect(status).toBe(200);
    const before = await storedOf(knex, CLUSTER);
    expect(before.findings).toContainEqual(
      expect.objectContaining({ id, accepted_reason: 'Known to all of us.' }),
    );

    await disturb(host, [{ ...SLOW_PODS, milliseconds: 2000 }]);
    const since = host.sandbox.world.calls.count;
    await until(async () => {
      const asked = await host.post(`/scopes/${CLUSTER}/scans`, {});
      return asked.status === 202;
    });
    const { calls } = host.sandbox.world;
    await until(async () =>
      calls.since(since).some(({ operation }) => operation === 'list nodes'),
    );
    await server.crash();
    await expect(knex.raw('select 1')).rejects.toThrow();
    await server.start();
    await disturb(host, []);
    await until(
      async () => (await storedOf(knex, CLUSTER)).accounts.length > 0,
    );
    expect((await storedOf(knex, CLUSTER)).accounts).toEqual(before.accounts);

    await scan();
    expect(await storedOf(knex, CLUSTER)).toEqual(before);
  });
});
