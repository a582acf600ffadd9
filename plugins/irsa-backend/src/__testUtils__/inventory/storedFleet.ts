import type { Knex } from 'knex';
import { FleetStore } from '../../fleet/store/FleetStore';
import { generatedFleet } from './generated';
import { insertRows } from './rows';

/** Fills the database with a generated fleet, which is small by default. Returns the store that reads it. */
export async function storeFleet(
  knex: Knex,
  size = { serviceAccounts: 60, roles: 25, pods: 90 },
): Promise<FleetStore> {
  await insertRows(knex, generatedFleet(size));
  return new FleetStore({
    knex,
    config: { clusters: [] },
  });
}
