import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startSandbox } from '@backstage-irsa/sandbox';
import { sandboxConfig } from '../src/__testUtils__/sandboxConfig';

const OWNER = 'user:default/mock';

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: {
      'backstage-irsa.dev/service-account': 'prod-eu/production/orders-api',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: OWNER },
};

/**
 * The plugin alone in front of a sandbox of its own, with `user:default/mock` signed in, who owns the component `orders`: `yarn start`.
 * Everything is in memory, and made again when a file changes.
 *
 *   curl http://localhost:7007/api/irsa/v1/entities/component/default/orders/service-accounts
 */
async function start(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-backend-dev-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const sandbox = await startSandbox({
    directory,
    awsPort: 0,
    clusterPorts: [0, 0],
  });
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        backend: {
          baseUrl: 'http://localhost:7007',
          listen: { port: 7007, host: '127.0.0.1' },
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
        ...sandboxConfig(sandbox, join(directory, 'kubeconfig'), {
          scans: { enabled: true },
          namespaceRules: [
            {
              owners: [OWNER],
              clusters: ['*'],
              namespaces: ['*'],
              resources: ['*'],
            },
          ],
        }),
      },
    }),
  );
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.userInfo.factory());
  backend.add(catalogServiceMock.factory({ entities: [orders] }));
  backend.add(import('../src'));
  await backend.start();
}

start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
