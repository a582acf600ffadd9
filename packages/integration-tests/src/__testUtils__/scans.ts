import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { CHANGE_TASKS, NOTIFY_TASK } from './internals';
import { startTestHost, type TestHost } from './host';
import { givenDatabase, givenScheduler } from './given';

/** The scopes of the company, in the order of their first scan. */
export const SCOPES = [
  'account:111122223333',
  'account:444455556666',
  'cluster:prod-eu',
  'cluster:staging-eu',
];

/** The due time of a requested scan, which reads everything. */
const REQUESTED = -1;

/** The due time of scopes that are never due by themselves. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** A backend with access to its database, whose scans run when a test triggers them. */
export interface ScanHost extends TestHost {
  knex: Knex;
  /** Scans each of these scopes with the scheduled task, in sequence. */
  scan(...scopes: string[]): Promise<void>;
  /** Makes a scope due for the next run of the task. */
  makeDue(scope: string): Promise<void>;
  /** Runs the task once. */
  scanDue(): Promise<void>;
  /** Scans everything until the data that scans read in rotation is complete, and accounts know the roles that clusters name. */
  settle(): Promise<void>;
  /** Runs the scheduled task that notifies owners and other plugins. */
  notify(): Promise<void>;
  /** Runs the tasks that read the changes reported by AWS events, or one of them. */
  readChanges(tasks?: string[]): Promise<void>;
}

/** Starts a host with a mocked scheduler. */
export async function startScanHost(
  databases: TestDatabases,
  options: Parameters<typeof startTestHost>[0] & {
    databaseId?: 'SQLITE_3' | 'POSTGRES_17';
    /** The database of an earlier host. By default, the host gets a new one. */
    knex?: Knex;
    /** The topic of AWS events. */
    eventsTopic?: string;
  } = {},
): Promise<ScanHost> {
  const {
    databaseId = 'SQLITE_3',
    features = [],
    knex = await databases.init(databaseId),
    eventsTopic,
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
      scans: { enabled: true, ...(eventsTopic && { eventsTopic }) },
    }),
    features: [...features, givenScheduler(scheduler), givenDatabase(knex)],
  });
  const table = () => knex('inventory_scopes');
  await table().update({ due_at: NEVER });
  const makeDue = async (id: string) => {
    expect(await table().where({ id }).update({ due_at: REQUESTED })).toBe(1);
  };
  const scanDue = () => scheduler.triggerTask('irsa-scans-0');
  const scan = async (...scopes: string[]) => {
    for (const id of scopes) {
      await makeDue(id);
      await scanDue();
    }
  };
  const known = async () => (await knex('inventory_observations')).length;
  return {
    ...host,
    knex,
    scan,
    makeDue,
    scanDue,
    settle: async () => {
      await scan(...SCOPES);
      for (let before = -1; (await known()) > before; ) {
        before = await known();
        await scan(...SCOPES);
      }
    },
    notify: () => scheduler.triggerTask(NOTIFY_TASK),
    readChanges: async (tasks = CHANGE_TASKS) => {
      await Promise.all(tasks.map(id => scheduler.triggerTask(id)));
    },
  };
}
