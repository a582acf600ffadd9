// Loaded into the backend before everything else: writes what the process holds, one JSON line a sample, to the file that SOAK_SAMPLES names.
const { appendFileSync, existsSync, readdirSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

const FILE = process.env.SOAK_SAMPLES;
const EVERY_MS = Number(process.env.SOAK_SAMPLE_MS);
/** The heap is measured after a collection, so that garbage does not count; each stops the process for a moment, so they are rare. */
const COLLECT_EVERY = 6;
/** Until the delay that a collection makes is over, in milliseconds. */
const SETTLED_MS = 100;

/** Open file descriptors, sockets among them, where the system tells. */
function descriptors() {
  const folder = '/proc/self/fd';
  return existsSync(folder) ? readdirSync(folder).length : undefined;
}

/** How many there are of each resource that keeps the process alive, such as `Timeout` and `TCPSocketWrap`. */
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
