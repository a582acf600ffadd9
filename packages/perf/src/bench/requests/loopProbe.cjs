// Loaded into the backend before everything else: writes for how long its event loop was held, one line a sample, to the file that LOOP_SAMPLES names.
const { appendFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

const FILE = process.env.LOOP_SAMPLES;
const EVERY_MS = 100;
/** The monitor is a timer of its own, whose wait is in what it measures. */
const RESOLUTION_MS = 5;

if (isMainThread && FILE) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  setInterval(() => {
    const held = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
    appendFileSync(FILE, `${JSON.stringify({ at: Date.now(), held })}\n`);
    delay.reset();
  }, EVERY_MS).unref();
}
