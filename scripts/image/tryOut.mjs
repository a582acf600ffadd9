import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stringify } from 'yaml';
import { inRoot } from '../lib/paths.mjs';
import { freePort, startPostgres } from '../lib/postgres.mjs';
import { startService } from '../lib/processes.mjs';
import { say, Stop, withProgress } from '../lib/progress.mjs';
import { answers } from '../lib/services.mjs';

/** `node` of the base image. */
const NODE_USER = 1000;
const EKS_CONFIG = inRoot('deploy/kubernetes/overlays/eks/app-config.eks.yaml');
const LOG = inRoot('.sandbox', 'logs', 'image.log');
/** Of the database, and of its user. */
const DATABASE = 'backstage';

/** What is asked of it without signing in: the route, the status, and words of the answer. */
const ANSWERS = [
  ['/.backstage/health/v1/readiness', 200, 'ok'],
  ['/.backstage/health/v1/liveness', 200, 'ok'],
  ['/', 200, 'IRSA for Backstage'],
  ['/api/irsa/v1/clusters', 401, 'AuthenticationError'],
  // Who somebody is comes from the load balancer, and nobody is a guest.
  ['/api/auth/awsalb/refresh', 401, 'Missing ALB OIDC header'],
  ['/api/auth/guest/refresh', 404, 'NotFoundError'],
  ['/api/host-repositories/orders/catalog-info.yaml', 401, ''],
];

/** A user without any right beyond one database, as docs/how-to/deploy-on-eks.md asks for. */
async function makeDatabase(url) {
  const require = createRequire(inRoot('packages/backend/package.json'));
  const { Client } = require('pg');
  const client = new Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`CREATE ROLE ${DATABASE} LOGIN NOSUPERUSER NOCREATEDB`);
  await client.query(`CREATE DATABASE ${DATABASE} OWNER ${DATABASE}`);
  await client.end();
}

/** What differs from EKS here: addresses, no TLS to PostgreSQL, and no AWS to scan. */
const trial = port => ({
  backend: {
    baseUrl: `http://localhost:${port}`,
    listen: { host: '127.0.0.1', port },
    database: { connection: { ssl: false } },
  },
  catalog: { locations: [] },
  // The accounts of the example are the sandbox's.
  irsa: { development: true, scans: { enabled: false } },
});

/** A folder that the user of the image may write to, and no other. */
function folderFor(user, folder) {
  mkdirSync(folder);
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** What Docker and Kubernetes give the process: its user, its configuration, and an environment of its own. */
function startImage({ image, folder, port, postgres, user, tools }) {
  const configFolder = path.join(folder, 'etc');
  mkdirSync(configFolder);
  const configs = ['app-config.eks.yaml', 'app-config.trial.yaml'].map(name =>
    path.join(configFolder, name),
  );
  copyFileSync(EKS_CONFIG, configs[0]);
  writeFileSync(configs[1], stringify(trial(port)));
  // Node may stand where only root may look.
  const node = path.join(configFolder, 'node');
  copyFileSync(tools.node, node);
  chmodSync(node, 0o755);
  const { hostname, port: postgresPort } = new URL(postgres.url);
  const [, ...args] = image.command;
  return startService({
    name: 'The image',
    command: node,
    args: [...args, ...configs.flatMap(file => ['--config', file])],
    cwd: path.join(image.root, image.at),
    env: {
      PATH: '/usr/bin:/bin',
      // Of the user in the base image.
      HOME: '/home/node',
      ...image.env,
      TMPDIR: folderFor(user, path.join(folder, 'tmp')),
      POSTGRES_HOST: hostname,
      POSTGRES_PORT: postgresPort,
      POSTGRES_USER: DATABASE,
      POSTGRES_PASSWORD: 'none',
      POSTGRES_CA: 'none',
      IRSA_EXTERNAL_ID: 'none',
      GITHUB_TOKEN: 'none',
    },
    logFile: LOG,
    failure: /Backend startup failed/,
    user,
  });
}

async function expectAnswers(address) {
  for (const [route, status, words] of ANSWERS) {
    const answer = await fetch(`${address}${route}`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const body = await answer.text();
    if (answer.status !== status || !body.includes(words)) {
      throw new Stop(
        `${route} answered ${
          answer.status
        } where ${status} with "${words}" is right:\n${body.slice(0, 500)}`,
      );
    }
    say(`${route}: ${status}`);
  }
}

/** Everything in the image belongs to root, so that what belongs to its user was written while it ran. */
function expectUnchanged({ root }, { uid }) {
  if (uid === undefined) {
    say('Not run as root: whether the image changes itself is not known.');
    return;
  }
  const written = execFileSync('find', [root, '-uid', String(uid)], {
    encoding: 'utf8',
  });
  if (written) throw new Stop(`The image changed itself:\n${written}`);
  say('Nothing was written in the image.');
}

/** Starts the image on a PostgreSQL of its own with the configuration of EKS, and sees that it answers as it should. */
export async function tryOut({ image, folder, tools }) {
  const user =
    process.getuid?.() === 0 ? { uid: NODE_USER, gid: NODE_USER } : {};
  const postgres = await startPostgres();
  try {
    await makeDatabase(postgres.url);
    const port = await freePort();
    const address = `http://localhost:${port}`;
    const { failed, stop } = startImage({
      image,
      folder,
      port,
      postgres,
      user,
      tools,
    });
    try {
      await withProgress(
        'Starting the image',
        answers(`${address}/.backstage/health/v1/readiness`, failed),
      );
      await expectAnswers(address);
      expectUnchanged(image, user);
    } finally {
      await stop();
    }
  } finally {
    await postgres.stop();
  }
}
