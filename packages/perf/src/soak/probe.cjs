// Records the resources of the backend process: one JSON line for each sample, in the file SOAK_SAMPLES. Loaded before all other code.
const { appendFileSync, existsSync, readdirSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

const FILE = process.env.SOAK_SAMPLES;
const EVERY_MS = Number(process.env.SOAK_SAMPLE_MS);
/** The number of samples between garbage collections. The heap is measured after a collection, which is rare because it blocks the process. */
const COLLECT_EVERY = 6;
/** The time until a collection no longer affects the measured delay, in milliseconds. */
const SETTLED_MS = 100;

/** Returns the number of open file descriptors, including sockets. Undefined if the system does not provide it. */
function descriptors() {
  const folder = '/proc/self/fd';
  return existsSync(folder) ? readdirSync(folder).length : undefined;
}

/** Counts the resources that keep the process alive, such as `Timeout` and `TCPSocketWrap`, by type. */
function activeResources() {
  const counts = {};
  for (const kind of process.getActiveResourcesInfo()) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function sample(delay, heapAfterCollection) {
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    at: Date.now(),
    rss,
    heapUsed,
    external,
    ...(heapAfterCollection !== undefined && { heapAfterCollection }),
    descriptors: descriptors(),
    resources: activeResources(),
    delayP50: delay.percentile(50) / 1e6,
    delayP99: delay.percentile(99) / 1e6,
    delayMax: delay.max / 1e6,
  };
}

if (isMainThread && FILE) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let count = 0;
  setInterval(() => {
    let heap;
    if (count % COLLECT_EVERY === 0) {
      global.gc();
      heap = process.memoryUsage().heapUsed;
      setTimeout(() => delay.reset(), SETTLED_MS).unref();
    }
    count += 1;
    appendFileSync(FILE, `${JSON.stringify(sample(delay, heap))}\n`);
    delay.reset();
  }, EVERY_MS).unref();
}
