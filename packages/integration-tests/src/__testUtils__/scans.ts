import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { NOTIFY_TASK } from './internals';
import { startTestHost, type TestHost } from './host';
import { givenDatabase, givenScheduler } from './given';

/** The scopes of the company, in the order in which they are first scanned. */
export const SCOPES = [
  'account:111122223333',
  'account:444455556666',
  'cluster:prod-eu',
  'cluster:staging-eu',
];

/** As when somebody asks for a scan, which then reads everything. */
const REQUESTED = -1;

/** Nothing is due by itself. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** A backend whose scans run when a test says so, with its database in sight. */
export interface ScanHost extends TestHost {
  knex: Knex;
  /** Has each of these scopes scanned by the scheduled task, one after another. */
  scan(...scopes: string[]): Promise<void>;
  /** Makes a scope due for the next turn of that task. */
  makeDue(scope: string): Promise<void>;
  /** Runs that task once. */
  scanDue(): Promise<void>;
  /** Scans everything until scans have read once what they read in turns, and accounts know of the roles that clusters name. */
  settle(): Promise<void>;
  /** Runs the scheduled task that notifies owners and other plugins. */
  notify(): Promise<void>;
  /** Runs the task that reads what events of AWS have told. */
  readChanges(): Promise<void>;
}

/** Starts one. It may still be running. */
export async function startScanHost(
  databases: TestDatabases,
  options: Parameters<typeof startTestHost>[0] & {
    databaseId?: 'SQLITE_3' | 'POSTGRES_17';
    /** The database of a host before, instead of one of its own. */
    knex?: Knex;
    /** The topic of events of AWS. */
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
    readChanges: () => scheduler.triggerTask('irsa-aws-changes'),
  };
}
