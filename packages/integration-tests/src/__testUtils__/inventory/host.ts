import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { startTestHost, type TestHost } from '../host';
import { insertRows, type InventoryRows } from '../internals';

/** A host with access to the plugin's database. */
export type FleetHost = TestHost & { knex: Knex };

/** Starts a host whose inventory contains these rows. */
export async function startFleetHost(
  rows: Partial<InventoryRows>,
  options: Parameters<typeof startTestHost>[0] = {},
): Promise<FleetHost> {
  let knex: Knex | undefined;
  const databaseOfPlugin = createBackendModule({
    pluginId: 'irsa',
    moduleId: 'database-of-plugin',
    register(env) {
      env.registerInit({
        deps: { database: coreServices.database },
        async init({ database }) {
          knex = await database.getClient();
        },
      });
    },
  });
  const host = await startTestHost({
    ...options,
    features: [databaseOfPlugin, ...(options.features ?? [])],
  });
  if (!knex) throw new Error('The plugin has no database.');
  await insertRows(knex, rows);
  return { ...host, knex };
}
