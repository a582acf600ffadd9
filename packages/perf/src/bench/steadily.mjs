// Sends requests at a steady rate, whether or not earlier ones were answered, like real users. So the latencies include the time in the queue.
import http from 'node:http';

/** Closes idle connections after this time, in milliseconds. The server closes them after 5 s, possibly at the moment of a new request. */
const IDLE_MS = 4_000;

/** Sends one request and reads the whole response. Returns the milliseconds since it was due, and whether it succeeded. */
function request(url, options, due) {
  return new Promise(resolve => {
    const end = ok => resolve({ ok, ms: performance.now() - due });
    http
      .get(url, options, response => {
        response.on('data', () => {});
        response.once('end', () => end(response.statusCode === 200));
        response.once('error', () => end(false));
      })
      .once('error', () => end(false));
  });
}

/** Waits until a time, with the precision of timers. */
function until(time) {
  const left = time - performance.now();
  return left > 0
    ? new Promise(resolve => setTimeout(resolve, left))
    : undefined;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Sends `rate` requests per second, each to the URL that `urlOf` returns for its number. Returns the latency percentiles in milliseconds. */
export async function askSteadily({ urlOf, token, rate, seconds }) {
  const agent = new http.Agent({ keepAlive: true, timeout: IDLE_MS });
  const options = { agent, headers: { Authorization: `Bearer ${token}` } };
  const start = performance.now();
  const running = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = start + (index * 1000) / rate;
    await until(due);
    running.push(request(urlOf(index), options, due));
  }
  const answers = await Promise.all(running);
  agent.destroy();
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    requests: answers.length,
    failed: answers.filter(({ ok }) => !ok).length,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
  };
}
