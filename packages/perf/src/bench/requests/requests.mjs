// Sends the worst requests that the limits allow, 20 in parallel. Measures how long they block the event loop and whether the backend responds.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';
import { inRoot } from '../../../../../scripts/lib/paths.mjs';
import { choosePorts } from '../../../../../scripts/lib/ports.mjs';
import { startProbedBackend } from '../../probedBackend.mjs';
import { stopChildren } from '../../../../../scripts/lib/processes.mjs';
import { say } from '../../../../../scripts/lib/progress.mjs';
import {
  sandboxDir,
  startSandbox,
} from '../../../../../scripts/lib/services.mjs';
import { signIn } from '../../../../../scripts/lib/signIn.mjs';
import { operationsWithBody } from './bodies.mjs';
import { burst, measureBurst } from './measure.mjs';

/** The goals of docs/reference/limits.md, in milliseconds. */
const HELD_MS = 100;
const LIVENESS_MS = 250;
const SWEEP_POLL_MS = 1_000;
const RARELY = { hours: 24 };
/** A number of requests that exceeds the queue. */
const TOO_MANY = 120;

const DOCUMENT = inRoot(
  ...['plugins', 'irsa-backend', 'src', 'schema', 'openapi.yaml'],
);

/** Starts the host with a rate limit that is high enough for the bench. */
async function start(tools, ports) {
  const directory = sandboxDir();
  const samples = path.join(directory, 'loop.jsonl');
  const config = path.join(directory, 'app-config.requests.yaml');
  rmSync(samples, { force: true });
  writeFileSync(
    config,
    YAML.stringify({
      irsa: {
        limits: { requestsPerMinute: 60_000 },
        // Another part of the bench measures scans.
        scans: { frequency: RARELY },
        notifications: { frequency: RARELY },
      },
    }),
  );
  await startProbedBackend(tools, ports, {
    probe: inRoot(
      'packages',
      'perf',
      'src',
      'bench',
      'requests',
      'loopProbe.cjs',
    ),
    env: { LOOP_SAMPLES: samples, LOG_LEVEL: 'warn' },
    configs: [config],
  });
  const address = `http://localhost:${ports.backend}`;
  const { token, send } = await signIn(address);
  return { address, token, send, samples };
}

/** Waits until the first scan has found IAM service accounts, and returns one. */
async function firstScanned(send) {
  for (;;) {
    const path = '/api/irsa/v1/service-accounts?limit=1';
    const { items } = await send('GET', path);
    if (items.length > 0) return items[0];
    await new Promise(resolve => setTimeout(resolve, SWEEP_POLL_MS));
  }
}

/** Returns a function that replaces the parameters of a path with values. */
async function fillPaths({ send }) {
  const account = await firstScanned(send);
  const values = {
    id: account.id,
    kind: 'component',
    namespace: 'default',
    name: 'none',
  };
  return text =>
    text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? 'none');
}

function rowOf(what, { answers, seconds, liveness, held }) {
  const statuses = answers.map(({ status }) => status);
  const counts = [...new Set(statuses)]
    .sort()
    .map(
      status => `${statuses.filter(one => one === status).length} × ${status}`,
    );
  return {
    ...what,
    answers: counts.join(', '),
    seconds: seconds.toFixed(1),
    'loop held ms': Math.round(held),
    'liveness ms': Math.round(liveness),
    reached: held <= HELD_MS && liveness <= LIVENESS_MS ? 'yes' : 'NO',
  };
}

/** Measures each operation with each kind of body. Returns one row for each. */
async function measureOperations(host, operations, fill) {
  const rows = [];
  for (const { operationId, method, path: template, bodies } of operations) {
    say(`Sending the worst bodies of ${operationId}`);
    for (const [body, build] of bodies) {
      const request = { method, url: fill(template), build };
      const measured = await measureBurst(
        host,
        burst(request, `n${rows.length}`),
      );
      rows.push(rowOf({ operation: operationId, body }, measured));
    }
  }
  return rows;
}

/** Sends more parallel requests than the queue accepts. Counts the 429 responses with a Retry-After header. */
async function measureTooMany(host, operations, fill) {
  const plan = operations.find(
    ({ operationId }) => operationId === 'PlanServiceAccount',
  );
  const [[body, build]] = plan.bodies;
  const request = { method: plan.method, url: fill(plan.path), build };
  const measured = await measureBurst(host, burst(request, 'many', TOO_MANY));
  const refused = measured.answers.filter(({ status }) => status === 429);
  return {
    ...rowOf({ operation: `${TOO_MANY} at once`, body }, measured),
    'with Retry-After': refused.filter(({ retryAfter }) => retryAfter).length,
  };
}

/** Starts the product on the company of the sandbox, measures requests, and prints the results. */
export async function benchRequests(tools) {
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  try {
    await startSandbox(tools, ports);
    const host = await start(tools, ports);
    const fill = await fillPaths(host);
    const operations = operationsWithBody(
      YAML.parse(readFileSync(DOCUMENT, 'utf8')),
    );
    console.table(await measureOperations(host, operations, fill));
    console.table([await measureTooMany(host, operations, fill)]);
  } finally {
    await stopChildren();
  }
}
