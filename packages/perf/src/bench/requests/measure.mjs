import { readFileSync } from 'node:fs';

/** Requests at a time. */
const AT_ONCE = 20;
/** Between two questions whether the backend lives. */
const POLL_MS = 50;
/** For so long the probe may be behind. */
const PROBE_MS = 300;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** The longest that the event loop was held between two times, in milliseconds. */
function heldBetween(file, from, to) {
  const held = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(({ at }) => at >= from && at <= to)
    .map(sample => sample.held);
  return Math.max(0, ...held);
}

/** Asks until told to stop whether the backend lives. Answers the longest time that took. */
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

/** Sends requests at the same time. Answers what they were answered, how long the event loop was held and the backend not heard of meanwhile. */
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

/** A burst of one operation: as many as are sent at a time, each with a body of its own. */
export function burst({ method, url, build }, prefix, count = AT_ONCE) {
  return Array.from({ length: count }, (_, at) => ({
    method,
    url,
    body: build(`${prefix}x${at}`),
  }));
}
