// Measures reading a scanned fleet: by the API, on SQLite and on PostgreSQL, and by the pages.
import { choosePorts } from '../../../../scripts/lib/ports.mjs';
import { PostgresServer } from '../../../integration-tests/src/__testUtils__/PostgresServer.cjs';
import { stopChildren } from '../../../../scripts/lib/processes.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { sandboxDir, startSandbox } from '../../../../scripts/lib/services.mjs';
import { apiFigures } from './figures.mjs';
import { measureFleetApi } from './fleetApi.mjs';
import { writeFleetCatalog } from './fleetCatalog.mjs';
import { startFleetHost } from './fleetHost.mjs';
import { benchPages } from './pages/bench.mjs';

const FLEET = {
  clusters: 3,
  accounts: 2,
  serviceAccounts: 10_000,
  roles: 4_000,
  pods: 30_000,
};
const COMPONENTS = 2_000;

async function onSqlite(start, { api, pages }) {
  let rows = [];
  const host = await start('SQLite');
  try {
    if (api) {
      say('Sending API requests on SQLite');
      rows = await measureFleetApi(host);
      console.table(rows);
    }
    if (pages) await benchPages(host);
    return apiFigures('API on SQLite', rows);
  } finally {
    await host.stop();
  }
}

async function onPostgres(start) {
  const postgres = await PostgresServer.create();
  try {
    const host = await start('PostgreSQL', {
      client: 'pg',
      connection: postgres.connection,
    });
    try {
      say('Sending API requests on PostgreSQL');
      const rows = await measureFleetApi(host);
      console.table(rows);
      return apiFigures('API on PostgreSQL', rows);
    } finally {
      await host.stop();
    }
  } finally {
    await postgres.destroy();
  }
}

/** Scans a fleet of 10,000 IAM service accounts, and measures its API or pages. Pages need a production build of the app. Returns the API figures. */
export async function benchStoredFleet(tools, { api, pages }) {
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  try {
    const sizes = Object.entries(FLEET).map(size => size.join('='));
    await startSandbox(tools, ports, ['--fleet', sizes.join(',')]);
    const catalog = await writeFleetCatalog(sandboxDir(), COMPONENTS);
    const start = (label, database) =>
      startFleetHost(tools, ports, { label, catalog, database });
    return {
      ...(await onSqlite(start, { api, pages })),
      ...(api && (await onPostgres(start))),
    };
  } finally {
    await stopChildren();
  }
}
