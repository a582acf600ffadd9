import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { catalogIsRead } from '../../../../scripts/lib/catalog.mjs';
import { inRoot, root } from '../../../../scripts/lib/paths.mjs';
import { runToEnd, startService } from '../../../../scripts/lib/processes.mjs';
import { withProgress } from '../../../../scripts/lib/progress.mjs';
import { answers, hostEnv } from '../../../../scripts/lib/services.mjs';
import { YARN } from '../../../../scripts/lib/toolchain.mjs';
import { SCOPE } from '../../../../scripts/packages/list.mjs';
import { follow } from './follow.mjs';

/** Creates a `yarn` for the PATH, which runs the version that the app names in its `.yarnrc.yml`. */
function yarnOnPath(directory, node) {
  const bin = path.join(directory, 'bin');
  mkdirSync(bin);
  const yarn = path.join(bin, 'yarn');
  writeFileSync(yarn, `#!/bin/sh\nexec "${node}" "${YARN}" "$@"\n`);
  chmodSync(yarn, 0o755);
  return bin;
}

/** Returns the configuration that the app needs for the sandbox in addition to the README's: its address, its keys, and the guest's permissions. */
function sandboxConfig(ports, env) {
  const address = `http://localhost:${ports.backend}`;
  const kubeconfig = path.join(
    env.IRSA_SANDBOX_DIRECTORY,
    'backend-kubeconfig',
  );
  const accountId = '111122223333';
  return {
    // The backend serves the app too, as in production.
    app: { baseUrl: address },
    backend: {
      baseUrl: address,
      listen: { port: ports.backend, host: '127.0.0.1' },
      cors: { origin: address },
    },
    auth: { providers: { guest: { userEntityRef: 'user:default/guest' } } },
    aws: {
      accounts: [
        {
          accountId,
          accessKeyId: env.IRSA_SANDBOX_PROD_ACCESS_KEY_ID,
          secretAccessKey: env.IRSA_SANDBOX_PROD_SECRET_ACCESS_KEY,
        },
      ],
    },
    irsa: {
      development: true,
      aws: { endpoint: env.IRSA_SANDBOX_AWS_ENDPOINT },
      clusters: [
        {
          name: 'prod-eu',
          accountId,
          region: 'eu-west-1',
          access: { type: 'kubeconfig', file: kubeconfig, context: 'prod-eu' },
          tokenRequestAccess: {
            type: 'kubeconfig',
            file: kubeconfig,
            context: 'prod-eu-token-requester',
          },
        },
      ],
      namespaceRules: [
        {
          owners: ['group:default/guests'],
          clusters: ['prod-eu'],
          namespaces: ['production'],
          resources: ['arn:aws:s3:::*'],
        },
      ],
      // The sandbox's AWS does not let the backend create roles without a boundary.
      guardrails: {
        permissionsBoundaries: {
          [accountId]: `arn:aws:iam::${accountId}:policy/platform/service-boundary`,
        },
      },
      scans: { frequency: { minutes: 1 }, timeout: { minutes: 10 } },
    },
  };
}

/**
 * Returns a new user's Backstage app, outside this repository.
 * @param {string} name - also the name of its log folder
 * @param {object} tools - from `toolchain`
 */
export function makeApp(name, tools) {
  const parent = mkdtempSync(path.join(tmpdir(), `irsa-adopter-${name}-`));
  const directory = path.join(parent, 'backstage');
  // As if this repository were checked out next to the app.
  symlinkSync(root, path.join(parent, 'irsa-for-backstage'));
  const logs = inRoot('test-results', 'adopt', name);
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const env = {
    ...tools.env,
    PATH: [
      yarnOnPath(parent, tools.node),
      path.dirname(tools.node),
      process.env.PATH,
    ].join(path.delimiter),
    BACKSTAGE_APP_NAME: 'backstage',
    // Both apps and this repository share the package files.
    YARN_NM_MODE: 'hardlinks-global',
    // The registry of the packed packages does not use TLS.
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  };
  let runs = 0;
  const shell = (command, cwd = directory) => {
    runs += 1;
    const number = String(runs).padStart(2, '0');
    return withProgress(
      `${name}: ${command.split('\n')[0]}`,
      runToEnd({
        what: command,
        command: 'sh',
        args: ['-ec', command],
        cwd,
        env,
        logFile: path.join(logs, `${number}.log`),
      }),
    );
  };
  return {
    directory,
    logs,
    shell,
    /** Creates the app. */
    async create({ legacy, registry }) {
      await shell(
        `npx --yes @backstage/create-app@latest --skip-install${
          legacy ? ' --legacy' : ''
        }`,
        parent,
      );
      // Until the packages are published, their scope uses the local registry.
      await shell(
        `yarn config set npmScopes --json '${JSON.stringify({
          [SCOPE.slice(1)]: { npmRegistryServer: registry },
        })}'`,
      );
    },
    follow: steps => follow(steps, { directory, shell }),
    /** Builds the app, and unpacks the backend bundle as the `Dockerfile` of a new app does. */
    async build() {
      await shell('yarn tsc');
      await shell('yarn build:all');
      await shell('tar -xzf packages/backend/dist/bundle.tar.gz');
    },
    /** Starts the app with the sandbox. Resolves when its catalog is read. */
    async start(ports) {
      const settings = hostEnv(tools, ports);
      writeFileSync(
        path.join(directory, 'app-config.local.yaml'),
        stringify(sandboxConfig(ports, settings)),
      );
      const service = startService({
        name: `The backend of the app "${name}"`,
        command: tools.node,
        args: [
          '.',
          ...['app-config.yaml', 'app-config.local.yaml'].flatMap(file => [
            '--config',
            path.join(directory, file),
          ]),
        ],
        // Catalog file locations are relative to this folder.
        cwd: path.join(directory, 'packages', 'backend'),
        env: { ...env, NODE_ENV: 'development' },
        logFile: path.join(logs, 'backend.log'),
      });
      const address = `http://localhost:${ports.backend}`;
      await withProgress(
        `${name}: starting`,
        Promise.race([
          answers(
            `${address}/.backstage/health/v1/readiness`,
            service.failed,
          ).then(() => catalogIsRead(address, 5)),
          service.failed,
        ]),
      );
      return { address, stop: service.stop };
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
