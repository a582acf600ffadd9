// Measures the API of a stored fleet: sends requests to each endpoint at a steady rate, one endpoint after another.
import { askSteadily } from './steadily.mjs';

/** The goals for the 95th percentile, in milliseconds. */
const CARD = 30;
const LIST = 100;
const WHO_CAN = 300;
const GRAPH = 300;

/** The number of requests per second, and the number of seconds for each endpoint. */
const RATE = 50;
const SECONDS = 10;
/** The load for exports of whole tables, which few users request. */
const FILES = { rate: 1, seconds: 10 };
/** The duration of the warm-up, in seconds, in which Node compiles the code. */
const WARM_UP_SECONDS = 3;

/** Sends one request. Throws an error if it fails, so that errors appear before the measurement. */
async function ask(baseUrl, token, path) {
  const response = await fetch(`${baseUrl}${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    throw new Error(
      `GET ${path} returned ${response.status}: ${await response.text()}`,
    );
  }
  const body = await response.text();
  return { body, bytes: body.length };
}

/** Returns the first item of a list. Throws an error if the list is empty. */
async function firstOf(baseUrl, token, path) {
  const { body } = await ask(baseUrl, token, path);
  const [item] = JSON.parse(body).items;
  if (!item) throw new Error(`GET ${path} returned no items.`);
  return item;
}

const query = parameters => new URLSearchParams(parameters).toString();

const whoCan = (action, resource) => `/access?${query({ action, resource })}`;

/** Returns the endpoints: name, goal, and path (or a function from request number to path). Searches and filters use values of the fleet. */
async function endpoints(baseUrl, token) {
  const first = path => firstOf(baseUrl, token, path);
  const one = await first(
    '/fleet/service-accounts?entity=any&q=component:default/billing&status=verified',
  );
  const [kind, namespace, name] = one.entityRef.split(/[:/]/);
  const role = await first('/roles?use=service-account&sort=risk&order=desc');
  const nodeRole = await first('/node-roles?q=legacy');
  const finding = await first('/findings');
  const { body } = await ask(
    baseUrl,
    token,
    '/fleet/service-accounts?limit=200',
  );
  const { nextCursor: cursor } = JSON.parse(body);
  const accounts = '/fleet/service-accounts';
  const { cluster, status } = one;
  return [
    ['card', CARD, `/entities/${kind}/${namespace}/${name}/service-accounts`],
    ['service accounts', LIST, accounts],
    [
      '  of a cluster and status',
      LIST,
      `${accounts}?${query({ cluster, status })}`,
    ],
    ['  searched', LIST, `${accounts}?${query({ q: one.name })}`],
    ['  by open findings', LIST, `${accounts}?sort=findings&order=desc`],
    [
      '  200, the next page',
      LIST,
      `${accounts}?${query({ limit: 200, cursor })}`,
    ],
    ['service accounts, whole', LIST, '/service-accounts'],
    ['workloads', LIST, '/fleet/workloads'],
    ['findings', LIST, '/findings'],
    ['  high ones, searched', LIST, '/findings?severity=high&q=orders'],
    ['roles', LIST, '/roles'],
    ['  searched, by risk', LIST, '/roles?q=orders&sort=risk&order=desc'],
    ['node roles', LIST, '/node-roles'],
    ['overview', LIST, '/overview'],
    ['a finding', LIST, `/findings/${finding.id}`],
    ['a role', LIST, `/roles/${role.id}`],
    ['a node role with plan', LIST, `/node-roles/${nodeRole.id}`],
    [
      'who can',
      WHO_CAN,
      whoCan('s3:DeleteObject', 'arn:aws:s3:::orders-data/*'),
    ],
    [
      '  each time another object',
      WHO_CAN,
      index => whoCan('s3:GetObject', `arn:aws:s3:::orders-data/${index}`),
    ],
    [
      'graph of a service',
      GRAPH,
      `/access-graph?${query({ entityRef: one.entityRef })}`,
    ],
    ['all service accounts as CSV', undefined, '/exports/service-accounts'],
    ['all findings as JSON', undefined, '/exports/findings?format=json'],
  ];
}

/** Measures the API of the host at `address` with a token: all endpoints, or only the named ones. Returns rows for `console.table`. */
export async function measureFleetApi(
  { address, token },
  { rate = RATE, only } = {},
) {
  const baseUrl = `${address}/api/irsa/v1`;
  const asked = [];
  for (const [what, goal, path] of await endpoints(baseUrl, token)) {
    if (only && !only.includes(what.trim())) continue;
    const pathOf = typeof path === 'function' ? path : () => path;
    const urlOf = index => `${baseUrl}${pathOf(index)}`;
    const started = performance.now();
    const { bytes } = await ask(baseUrl, token, pathOf('first'));
    const first = performance.now() - started;
    asked.push({ what, goal, urlOf, bytes, first });
  }
  // Warms up all endpoints before measuring any, because they share most of their code.
  for (const { goal, urlOf } of asked) {
    if (goal === undefined) continue;
    await askSteadily({
      urlOf: index => urlOf(`warm-up-${index}`),
      token,
      rate,
      seconds: WARM_UP_SECONDS,
    });
  }
  const rows = [];
  for (const { what, goal, urlOf, bytes, first } of asked) {
    const { requests, failed, p50, p95, p99 } = await askSteadily({
      urlOf,
      token,
      ...(goal === undefined ? FILES : { rate, seconds: SECONDS }),
    });
    rows.push({
      what,
      KB: Math.ceil(bytes / 1024),
      'first ms': Math.round(first),
      requests,
      failed,
      'p50 ms': Math.round(p50),
      'p95 ms': Math.round(p95),
      'p99 ms': Math.round(p99),
      'goal of p95': goal === undefined ? '' : `≤ ${goal}`,
      reached: goal === undefined ? '' : verdict(failed === 0 && p95 <= goal),
    });
  }
  return rows;
}

function verdict(isReached) {
  return isReached ? 'yes' : 'NO';
}
