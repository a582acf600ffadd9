import { readFileSync } from 'node:fs';

/** The number of parallel requests. */
const AT_ONCE = 20;
/** The interval between liveness requests, in milliseconds. */
const POLL_MS = 50;
/** The maximum delay of the probe, in milliseconds. */
const PROBE_MS = 300;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Returns the longest time that the event loop was blocked between two times, in milliseconds. */
function heldBetween(file, from, to) {
  const held = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({ at }) => at >= from && at <= to)
    .map(sample => sample.held);
  return Math.max(0, ...held);
}

/** Sends liveness requests until `isOver` returns true. Returns the longest response time, in milliseconds. */
async function watchLiveness(address, isOver) {
  let longest = 0;
  while (!isOver()) {
    const started = performance.now();
    const answer = await fetch(`${address}/.backstage/health/v1/liveness`);
    await answer.text();
    longest = Math.max(
      longest,
      answer.ok ? performance.now() - started : Infinity,
    );
    await pause(POLL_MS);
  }
  return longest;
}

async function send({ address, token }, { method, url, body }) {
  const answer = await fetch(`${address}/api/irsa${url}`, {
    method: method.toUpperCase(),
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  await answer.text();
  return {
    status: answer.status,
    retryAfter: answer.headers.get('retry-after'),
  };
}

/** Sends requests in parallel. Returns their responses, and the longest event-loop block and liveness response time during the burst. */
export async function measureBurst(host, requests) {
  const from = Date.now();
  let isOver = false;
  const watching = watchLiveness(host.address, () => isOver);
  const started = performance.now();
  const answers = await Promise.all(requests.map(each => send(host, each)));
  const seconds = (performance.now() - started) / 1000;
  isOver = true;
  const liveness = await watching;
  await pause(PROBE_MS);
  return {
    answers,
    seconds,
    liveness,
    held: heldBetween(host.samples, from, Date.now()),
  };
}

/** Builds the requests for a burst of one operation, each with a distinct body. */
export function burst({ method, url, build }, prefix, count = AT_ONCE) {
  return Array.from({ length: count }, (_, at) => ({
    method,
    url,
    body: build(`${prefix}x${at}`),
  }));
}
