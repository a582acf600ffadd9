// Records how long the event loop of the backend was blocked: one line for each sample, in the file LOOP_SAMPLES. Loaded before all other code.
const { appendFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');

const FILE = process.env.LOOP_SAMPLES;
const EVERY_MS = 100;
/** The timer interval of the monitor, which is included in the values that it measures. */
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
