import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { TELL_TASK } from './internals';
import { startTestHost, type TestHost } from './host';

/** The scopes of the company, in the order in which they are first swept. */
export const SCOPES = [
  'account:111122223333',
  'account:444455556666',
  'cluster:prod-eu',
  'cluster:staging-eu',
];

/** A backend whose sweeps run when a test says so, with its database in sight. */
export interface SweepHost extends TestHost {
  knex: Knex;
  /** Runs the scheduled task of each of these scopes, one after another. */
  sweep(...scopes: string[]): Promise<void>;
  /** Sweeps everything until sweeps have read once what they read in turns, and accounts know of the roles that clusters name. */
  settle(): Promise<void>;
  /** Runs the scheduled task that tells owners and other plugins. */
  tell(): Promise<void>;
}

/** Starts one. Nothing is swept yet. */
export async function startSweepHost(
  databases: TestDatabases,
  options: Parameters<typeof startTestHost>[0] & {
    databaseId?: 'SQLITE_3' | 'POSTGRES_17';
    /** The database of a host before, instead of one of its own. */
    knex?: Knex;
  } = {},
): Promise<SweepHost> {
  const {
    databaseId = 'SQLITE_3',
    features = [],
    knex = await databases.init(databaseId),
    ...rest
  } = options;
  const scheduler = mockServices.scheduler();
  const irsaOf = rest.irsa;
  const host = await startTestHost({
    ...rest,
    irsa: async (sandbox, kubeconfig) => ({
      ...(typeof irsaOf === 'function'
        ? await irsaOf(sandbox, kubeconfig)
        : irsaOf),
      sweeps: { enabled: true },
    }),
    features: [
      ...features,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
    ],
  });
  const sweep = async (...scopes: string[]) => {
    for (const scope of scopes) {
      await scheduler.triggerTask(
        `irsa-sweep-${scope.replace(/[^a-z0-9-]/g, '-')}`,
      );
    }
  };
  const known = async () => (await knex('inventory_readings')).length;
  return {
    ...host,
    knex,
    sweep,
    settle: async () => {
      await sweep(...SCOPES);
      for (let before = -1; (await known()) > before; ) {
        before = await known();
        await sweep(...SCOPES);
      }
    },
    tell: () => scheduler.triggerTask(TELL_TASK),
  };
}
