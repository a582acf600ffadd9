const API = '/api/irsa/v1';
const ACCOUNTS = `${API}/service-accounts`;

/** The lists and pages of the fleet, which are requested in turn. */
const LISTS = [
  '/service-accounts?limit=50',
  '/service-accounts?status=verified&cluster=prod-eu',
  '/fleet/service-accounts?sort=status',
  '/fleet/service-accounts?q=soak&sort=checkedAt&order=desc',
  '/fleet/workloads',
  '/findings',
  '/findings?state=resolved&sort=age',
  '/roles?sort=risk',
  '/node-roles',
  '/overview',
  '/scopes',
  '/clusters',
  '/migrations',
  '/clusters/prod-eu/namespaces',
];
const TABLES = [
  'service-accounts',
  'workloads',
  'findings',
  'roles',
  'node-roles',
];
const FORMATS = ['terraform', 'cloudformation', 'eksctl', 'ack', 'crossplane'];
const SCOPES = [
  'cluster:prod-eu',
  'cluster:staging-eu',
  'account:111122223333',
  'account:444455556666',
];
const LOG =
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity';

/** The number of names with which a template is run repeatedly. */
export const TEMPLATES = 8;

const inTurn = values => {
  let next = 0;
  return () => values[next++ % values.length];
};

/**
 * Returns each kind of work with its weight, relative to the sum of all weights. `pick` returns a place, `made` a place whose account exists.
 * `components` are names in the catalog.
 */
export function kindsOfWork(client, { pick, made, components }) {
  const component = inTurn(components);
  const list = inTurn(LISTS);
  const table = inTurn(TABLES);
  const format = inTurn(FORMATS);
  const scope = inTurn(SCOPES);
  const template = inTurn(Array.from({ length: TEMPLATES }, (_, i) => i));
  const send = client.send.bind(client);
  const ofOne = (name, method, path, options) => () => {
    const place = made();
    return (
      place && send(name, method, `${ACCOUNTS}/${place.id}${path}`, options)
    );
  };
  const put = (place, headers) =>
    send('create or update', 'PUT', ACCOUNTS, {
      body: { spec: place.spec },
      headers,
    });

  return [
    [
      20,
      () =>
        send(
          'card',
          'GET',
          `${API}/entities/component/default/${component()}/service-accounts`,
        ),
    ],
    [14, () => send('lists', 'GET', `${API}${list()}`)],
    [
      3,
      () =>
        send(
          'who can',
          'GET',
          `${API}/access?${new URLSearchParams({
            action: 's3:GetObject',
            resource: `arn:aws:s3:::${pick().name}-files/a`,
          })}`,
        ),
    ],
    [2, () => send('exports', 'GET', `${API}/exports/${table()}?format=csv`)],
    [
      6,
      () =>
        send('plan', 'POST', `${API}/plans`, { body: { spec: pick().spec } }),
    ],
    [
      2,
      () =>
        send('files', 'POST', `${API}/renderings`, {
          body: { spec: pick().spec, format: format() },
        }),
    ],
    [9, () => apply(pick(), put)],
    [1, () => applyAsync(client, pick(), put)],
    [3, () => remove(client, made())],
    [
      6,
      ofOne('verify with live proof', 'POST', '/verifications', {
        body: { live: true },
      }),
    ],
    [4, ofOne('verify', 'POST', '/verifications', { body: { live: false } })],
    [3, ofOne('history', 'GET', '/verifications')],
    [3, ofOne('chain', 'GET', '/chain')],
    [3, ofOne('permissions', 'GET', '/permissions')],
    [
      3,
      ofOne('simulate', 'POST', '/simulations', {
        body: {
          requests: [
            { action: 's3:GetObject', resource: 'arn:aws:s3:::soak-1-files/a' },
          ],
          useAwsSimulator: true,
        },
      }),
    ],
    [1, ofOne('diagnose', 'POST', '/diagnoses', { body: { text: LOG } })],
    [1, ofOne('right size', 'POST', '/right-size-proposals', { body: {} })],
    [1, () => send('scan', 'POST', `${API}/scopes/${scope()}/scans`)],
    [0.3, () => runTemplate(client, template())],
  ];
}

async function apply(place, put) {
  if (place.isWanted) place.change();
  place.isWanted = true;
  const { status, body } = await put(place);
  if (status === 200) place.id = body.serviceAccount.id;
}

async function applyAsync(client, place, put) {
  place.isWanted = true;
  const { status, body } = await put(place, { prefer: 'respond-async' });
  if (status !== 202) return;
  for (let operation = body; operation.status === 'running'; ) {
    await new Promise(resolve => setTimeout(resolve, 1_000));
    const answer = await client.send(
      'operation',
      'GET',
      `${API}/operations/${body.id}`,
    );
    if (answer.status !== 200) return;
    operation = answer.body;
  }
}

async function remove(client, place) {
  if (!place) return;
  place.isWanted = false;
  await client.send('delete', 'DELETE', `${ACCOUNTS}/${place.id}`);
}

/** Runs the template "Service with S3 access" to its end. Returns its final status, or undefined if the status is unknown. */
export async function runTemplate(client, number) {
  const values = {
    name: `soak-template-${number}`,
    owner: 'group:default/guests',
    cluster: 'prod-eu',
    namespace: 'soak-templates',
    bucket: `soak-template-${number}`,
    access: 'write',
  };
  const task = await client.send(
    'template run',
    'POST',
    '/api/scaffolder/v2/tasks',
    {
      body: { templateRef: 'template:default/service-with-s3', values },
    },
  );
  if (task.status !== 201) return undefined;
  const path = `/api/scaffolder/v2/tasks/${task.body.id}`;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const { status, body } = await client.send(
      'template run, looked at',
      'GET',
      path,
    );
    if (status !== 200) return undefined;
    if (!['open', 'processing'].includes(body.status)) return body.status;
  }
}
