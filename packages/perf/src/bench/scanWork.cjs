// Runs a backend with the irsa plugin in a separate process. It scans every cluster and account 5 times, and prints the measurements of the first and
// the last scan as JSON. Between the scans, nothing changes except data that always changes, such as the last use of roles. The scans in between are
// not measured: they still store what accounts and clusters learned of each other in the first scan, and read the buckets that it left for later.
// The argument is the folder of the production build. The configuration comes from standard input.
const { createRequire } = require('node:module');
const path = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { text } = require('node:stream/consumers');
const {
  databaseServiceFactory,
} = require('@backstage/backend-defaults/database');
const {
  schedulerServiceFactory,
} = require('@backstage/backend-defaults/scheduler');
const {
  mockServices,
  startTestBackend,
} = require('@backstage/backend-test-utils');
const {
  catalogServiceMock,
} = require('@backstage/plugin-catalog-node/testUtils');

const built = createRequire(path.join(process.argv[2], 'package.json'));
const { default: irsaPlugin } = built('@backstage-irsa/plugin-irsa-backend');

const POLL_MS = 250;
const WISH_MS = 1_000;
/** The number of scans after the first until nothing is read for the first time. */
const SETTLING = 3;

/** Runs the work, and returns its duration, CPU time, calls, event-loop delays, and peak memory. */
async function observed(work) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  const cpu = process.cpuUsage();
  const scopes = await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  delay.disable();
  const sum = key =>
    scopes.reduce((total, scope) => total + (scope[key] ?? 0), 0);
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    aws: sum('awsCalls'),
    kubernetes: sum('kubernetesCalls'),
    delayP50: delay.percentile(50) / 1e6,
    delayP99: delay.percentile(99) / 1e6,
    delayMax: delay.max / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    serviceAccounts: scopes.reduce(
      (total, scope) => total + (scope.counts?.serviceAccounts ?? 0),
      0,
    ),
    stale: scopes
      .filter(({ staleSince }) => staleSince)
      .map(({ id, reason }) => `${id}: ${reason}`),
  };
}

async function main() {
  const data = JSON.parse(await text(process.stdin));
  // The baseline commit uses another name for scans.
  const isBaseline = 'sweeps' in data.irsa;
  const scans = isBaseline ? 'sweeps' : 'scans';
  const scanning = isBaseline ? 'sweeping' : 'scanning';
  const { server } = await startTestBackend({
    features: [
      irsaPlugin,
      databaseServiceFactory,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({ data }),
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  const api = `http://localhost:${server.port()}/api/irsa/v1`;
  const ask = async (path, method = 'GET') => {
    const answer = await fetch(`${api}${path}`, { method });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const allScanned = async done => {
    for (;;) {
      const { items } = await ask('/scopes');
      const over = items.every(
        scope => scope.state !== scanning && done(scope),
      );
      if (items.length > 0 && over) return items;
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  };
  const first = await observed(() =>
    allScanned(({ completedAt, staleSince }) => completedAt ?? staleSince),
  );
  const scanAgain = async () => {
    const { items } = await ask('/scopes');
    const before = new Map(
      items.map(({ id, completedAt }) => [id, completedAt]),
    );
    const isOver = ({ id, completedAt }) => completedAt !== before.get(id);
    // Requests scans repeatedly, because the scheduler ignores a request for a task that is about to end.
    const wish = setInterval(async () => {
      const { items: now } = await ask('/scopes');
      const waiting = now.filter(
        scope => scope.state !== scanning && !isOver(scope),
      );
      for (const { id } of waiting) {
        await ask(`/scopes/${encodeURIComponent(id)}/${scans}`, 'POST');
      }
    }, WISH_MS);
    try {
      return await allScanned(isOver);
    } finally {
      clearInterval(wish);
    }
  };
  for (let scan = 0; scan < SETTLING; scan += 1) await scanAgain();
  const again = await observed(scanAgain);
  process.stdout.write(`${JSON.stringify({ first, again })}\n`, () =>
    process.exit(0),
  );
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
