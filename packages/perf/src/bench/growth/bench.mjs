// Measures how time, memory, rows, calls, and latencies grow with the fleet, on PostgreSQL. Scans each fleet twice, and then measures its API.
import { choosePorts } from '../../../../../scripts/lib/ports.mjs';
import { PostgresServer } from '../../../../integration-tests/src/__testUtils__/PostgresServer.cjs';
import { stopChildren } from '../../../../../scripts/lib/processes.mjs';
import { say, withProgress } from '../../../../../scripts/lib/progress.mjs';
import {
  sandboxDir,
  startSandbox,
} from '../../../../../scripts/lib/services.mjs';
import { apiFigures, scanFigures } from '../figures.mjs';
import { measureFleetApi } from '../fleetApi.mjs';
import { writeFleetCatalog } from '../fleetCatalog.mjs';
import { startHost } from '../fleetHost.mjs';
import { makeAllDue, untilScanned, whileScanning } from './scanning.mjs';
import { storedOn } from './stored.mjs';
import { peakMb, takenBy } from './taken.mjs';

export const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000];
/** The sizes for which there are goals for the API. */
const API_SIZES = [10_000, 100_000];

/** Returns the numbers of a fleet. The largest has 300 clusters, 200 accounts, 30,000 roles, 300,000 pods, and 20,000 components. */
const fleetOf = size => ({
  clusters: Math.max(3, Math.round(size * 0.003)),
  accounts: Math.max(2, Math.round(size * 0.002)),
  serviceAccounts: size,
  roles: Math.round(size * 0.3),
  pods: size * 3,
});

/** The number of catalog components for each IAM service account. */
const COMPONENTS = 0.2;
const LATENCY_MS = 20;
/** The maximum heap size of the backend, in MB. */
const HEAP_MB = 768;
/** The maximum time to scan everything, in milliseconds. Scopes that are not scanned by then are reported. */
const SCAN_MS = 60 * 60_000;
/** The API endpoints that users need most. */
const API = {
  only: [
    'card',
    'service accounts',
    'searched',
    'by open findings',
    'workloads',
    'findings',
    'roles',
    'overview',
    'who can',
    'graph of a service',
  ],
};

/** The number of requests per second during scans, which use 1 core. */
const AMID_SCANS = 10;

const readScopes = async send =>
  (await send('GET', '/api/irsa/v1/scopes')).items;

const isUnread = ({ completedAt, staleSince }) =>
  !completedAt || Boolean(staleSince);

/** Scans the fleet with a backend that has stored only the catalog, scans it again without changes, and measures the API on request. */
async function measureHost(start, postgres, { withApi }) {
  const reader = await start({ enabled: false });
  await reader.stop();
  const host = await start({});
  const { send, orFailed, pid } = host;
  const scan = (what, since) =>
    takenBy(pid, async () => {
      const scanned = untilScanned(postgres.connection, since, SCAN_MS);
      await withProgress(what, orFailed(scanned));
      return readScopes(send);
    });
  // A new backend scans all scopes by itself.
  const first = await scan('Scanning the fleet', new Date(0));
  const unread = (await readScopes(send)).filter(isUnread);
  for (const { id, reason = 'the time limit was reached' } of unread.slice(
    0,
    5,
  )) {
    say(`${id} was not scanned: ${reason}`);
  }
  const since = new Date();
  if (unread.length === 0) await makeAllDue(postgres.connection);
  const again =
    unread.length === 0
      ? await scan('Scanning the fleet again', since)
      : undefined;
  const scanPeakMb = peakMb(pid);
  const stored = await storedOn(postgres.connection);
  const api = withApi ? await measureApi(host, start, postgres) : {};
  return {
    first,
    again,
    unread: unread.length,
    scanPeakMb,
    peakMb: peakMb(pid),
    ...stored,
    api,
  };
}

/** Measures the API of a host, and of a replica that does not scan: after scans, and during them. Returns the rows by situation. */
async function measureApi(host, start, postgres) {
  const measured = {};
  const measure = async (situation, work) => {
    say(`Sending API requests, ${situation}`);
    measured[situation] = await work();
    console.table(measured[situation]);
  };
  const amidScans = one =>
    whileScanning(postgres.connection, () =>
      measureFleetApi(one, { ...API, rate: AMID_SCANS }),
    );
  await measure('after scans', () => measureFleetApi(host, API));
  const other = await start({ here: false });
  await measure('on another replica', () => measureFleetApi(other, API));
  await measure('while scanned', () => amidScans(host));
  await measure('beside scans', () => amidScans(other));
  return measured;
}

/** Returns the ports. A replica that does not scan uses the port of the app. */
const portsOf = (ports, { here = true }) =>
  here ? ports : { ...ports, backend: ports.app };

/** Measures a fleet with `size` IAM service accounts. */
async function measureSize(tools, size) {
  const ports = await choosePorts(['backend', 'app', 'aws', 'prod', 'staging']);
  const fleet = fleetOf(size);
  const postgres = await PostgresServer.create();
  try {
    say(`A fleet of ${size} IAM service accounts`);
    const sizes = Object.entries(fleet).map(each => each.join('='));
    await startSandbox(tools, ports, [
      ...['--fleet', sizes.join(',')],
      ...['--latency', String(LATENCY_MS)],
    ]);
    const catalog = await writeFleetCatalog(sandboxDir(), size * COMPONENTS);
    const start = scans =>
      startHost(tools, portsOf(ports, scans), {
        label: 'PostgreSQL',
        catalog,
        ...scans,
        flags: [`--max-old-space-size=${HEAP_MB}`],
        database: { client: 'pg', connection: postgres.connection },
      });
    return {
      fleet,
      ...(await measureHost(start, postgres, {
        withApi: API_SIZES.includes(size),
      })),
    };
  } finally {
    await stopChildren();
    await postgres.destroy();
  }
}

/** Returns the figures of one size. None if the scan was incomplete, because then they are not comparable. */
function figuresOf(size, measured) {
  const { first, again, scanPeakMb, databaseMb, rows, api } = measured;
  const name = `growth ${size}`;
  const sum = Object.values(rows).reduce((total, count) => total + count, 0);
  return {
    ...(again && {
      ...scanFigures(`${name}: first scan`, first),
      ...scanFigures(`${name}: further scan`, again),
      [`${name}: peak memory`]: { value: scanPeakMb, unit: 'MB' },
      [`${name}: database`]: { value: databaseMb, unit: 'MB' },
      [`${name}: rows`]: { value: sum, unit: 'rows' },
      ...Object.fromEntries(
        Object.entries(api).flatMap(([situation, found]) =>
          Object.entries(apiFigures(`${name} ${situation}`, found)),
        ),
      ),
    }),
  };
}

/** Measures fleets of these sizes, one after another, and prints the results. Returns the figures. */
export async function benchGrowth(tools, sizes) {
  const figures = {};
  const scans = [];
  for (const size of sizes) {
    const measured = await measureSize(tools, size);
    const { first, again, rows } = measured;
    console.table(rows);
    scans.push(scanRow(size, 'first scan', first, measured));
    if (again) scans.push(scanRow(size, 'further scan', again, measured));
    Object.assign(figures, figuresOf(size, measured));
  }
  console.table(scans);
  return figures;
}

function scanRow(size, what, taken, { scanPeakMb, databaseMb, unread }) {
  return {
    'service accounts': size,
    what,
    seconds: taken.seconds.toFixed(1),
    'CPU seconds': taken.cpuSeconds.toFixed(1),
    'AWS calls': taken.aws,
    'Kubernetes calls': taken.kubernetes,
    'peak MB': Math.round(scanPeakMb),
    'database MB': Math.round(databaseMb),
    'not scanned': unread,
  };
}
