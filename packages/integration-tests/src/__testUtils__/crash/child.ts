import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { SPREAD_WAITS_MS } from '../internals';
import { promptScheduler } from '../promptScheduler';
import irsaPlugin from '@backstage-irsa/plugin-irsa-backend';

// As in setupTests.ts, which a separate process does not run: the sandbox shows changes immediately.
SPREAD_WAITS_MS.splice(0, Infinity, 20, 50, 100, 200, 400);

/** The mocked user of a test backend, who belongs to the team group. */
const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () =>
    mockServices.userInfo({ ownershipEntityRefs: ['group:default/team'] }),
});

/**
 * Starts a backend in a separate process. It receives its configuration, with `schedules` if its tasks must run, and responds with its port. It ends
 * with its parent process.
 */
async function serve({ schedules, ...data }: JsonObject): Promise<void> {
  const { server } = await startTestBackend({
    features: [
      irsaPlugin,
      databaseServiceFactory,
      ...(schedules === true ? [promptScheduler] : []),
      mockServices.rootConfig.factory({ data }),
      userInfo,
      catalogServiceMock.factory({ entities: [] }),
    ],
  });
  // A killed process does not write its cache at exit.
  flushCompileCache();
  process.stdout.write(`${server.port()}\n`);
}

// Backstage uses the channel of a forked process itself, so this uses the standard streams.
const input = createInterface(process.stdin);
input.once('line', line => {
  serve(JSON.parse(line)).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
input.once('close', () => process.exit(0));
