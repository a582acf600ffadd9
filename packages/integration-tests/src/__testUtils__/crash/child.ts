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

// As in setupTests.ts, which a process of its own does not run: the sandbox shows at once what was written.
SPREAD_WAITS_MS.splice(0, Infinity, 20, 50, 100, 200, 400);

/** The mocked user of a test backend, whose group is the team. */
const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () =>
    mockServices.userInfo({ ownershipEntityRefs: ['group:default/team'] }),
});

/** A backend in a process of its own: it is sent its configuration, with `schedules` where its tasks are to run, and answers with its port. It ends with the process that started it. */
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
  // A killed process writes no cache at its end.
  flushCompileCache();
  process.stdout.write(`${server.port()}\n`);
}

// Backstage has a use of its own for the channel of a forked process, so it is the standard streams.
const input = createInterface(process.stdin);
input.once('line', line => {
  serve(JSON.parse(line)).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
});
input.once('close', () => process.exit(0));
