// The API of a fleet that is stored: each endpoint at a steady rate, one after the other.
import autocannon from 'autocannon';

/** What the issue asks of the 95th percentile, in milliseconds. */
const CARD = 30;
const LIST = 100;
const WHO_CAN = 300;

/** Requests a second, and for how long each endpoint gets them. */
const RATE = 50;
const SECONDS = 20;

/** Asks once, so that what is wrong is told before anything is measured. */
async function ask(baseUrl, token, path) {
  const response = await fetch(`${baseUrl}${path}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) {
    throw new Error(
      `GET ${path} answers ${response.status}: ${await response.text()}`,
    );
  }
  return response.json();
}

/** Paths by what they measure; what is searched for and filtered by is what the fleet has. */
async function endpoints(baseUrl, token, { action, resource }) {
  const { items } = await ask(
    baseUrl,
    token,
    '/fleet/service-accounts?limit=500&entity=any',
  );
  const one = items[Math.floor(items.length / 2)];
  if (!one) throw new Error('No IAM service account has a catalog entity.');
  const [kind, namespace, name] = one.entityRef.split(/[:/]/);
  const query = parameters => new URLSearchParams(parameters).toString();
  return [
    ['card', CARD, `/entities/${kind}/${namespace}/${name}/service-accounts`],
    ['IAM service accounts', LIST, '/fleet/service-accounts'],
    [
      'the same, of a cluster and status',
      LIST,
      `/fleet/service-accounts?${query({
        cluster: one.cluster,
        status: one.status,
      })}`,
    ],
    [
      'the same, searched',
      LIST,
      `/fleet/service-accounts?${query({ q: one.name })}`,
    ],
    ['all IAM service accounts (contract)', LIST, '/service-accounts'],
    ['workloads', LIST, '/fleet/workloads'],
    ['findings', LIST, '/findings'],
    ['roles', LIST, '/roles'],
    ['overview', LIST, '/overview'],
    ['who can', WHO_CAN, `/access?${query({ action, resource })}`],
  ];
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The latencies of one endpoint, in milliseconds. */
async function measure({ url, token, rate, seconds }) {
  const times = [];
  let failed = 0;
  const run = autocannon({
    url,
    headers: { Authorization: `Bearer ${token}` },
    connections: 10,
    overallRate: rate,
    duration: seconds,
  });
  run.on('response', (_, status, __, time) => {
    times.push(time);
    if (status !== 200) failed += 1;
  });
  const { errors, timeouts } = await run;
  times.sort((a, b) => a - b);
  return { times, failed: failed + errors + timeouts };
}

/**
 * Measures the API below `baseUrl`, such as `http://localhost:7007/api/irsa/v1`, as the bearer of the token. `action` and `resource` are what "who
 * can" asks. Answers rows for `console.table`.
 */
export async function measureFleetApi({
  baseUrl,
  token,
  action = 's3:GetObject',
  resource,
  rate = RATE,
  seconds = SECONDS,
}) {
  const rows = [];
  const all = await endpoints(baseUrl, token, { action, resource });
  for (const [what, goal, path] of all) {
    const started = performance.now();
    await ask(baseUrl, token, path);
    const first = performance.now() - started;
    const { times, failed } = await measure({
      url: `${baseUrl}${path}`,
      token,
      rate,
      seconds,
    });
    const p95 = percentile(times, 0.95);
    rows.push({
      what,
      'first, ms': Math.round(first),
      requests: times.length,
      failed,
      'p50, ms': Math.round(percentile(times, 0.5)),
      'p95, ms': Math.round(p95),
      'p99, ms': Math.round(percentile(times, 0.99)),
      'goal of p95, ms': goal,
      reached: failed === 0 && p95 <= goal,
    });
  }
  return rows;
}
