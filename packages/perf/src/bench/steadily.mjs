// Requests at a steady rate, whether earlier ones were answered or not: so people come, and so the time that one waits behind others is in the numbers.
import http from 'node:http';

/** A connection that is idle is let go before the server does so after 5 s, which may be just when it is used again. */
const IDLE_MS = 4_000;

/** One request, its body read to the end; the milliseconds since it was due, and whether it was answered with success. */
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

/** Waits as exactly as timers can. */
function until(time) {
  const left = time - performance.now();
  return left > 0
    ? new Promise(resolve => setTimeout(resolve, left))
    : undefined;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Asks so many times a second, each time for the address that `urlOf` gives to its number. Answers the percentiles of the latencies in milliseconds. */
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
