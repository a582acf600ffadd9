import { InputError } from '@backstage/errors';
import { findingsTable } from './findingsTable';
import { nodeRolesTable } from './nodeRolesTable';
import { rolesTable } from './rolesTable';
import { serviceAccountsTable } from './serviceAccountsTable';
import type { FacetName, FleetFilter, FleetTable } from './tables';
import { workloadsTable } from './workloadsTable';

/** The tables of the fleet, by their names in the API. */
const FLEET_TABLES = {
  'service-accounts': serviceAccountsTable,
  workloads: workloadsTable,
  findings: findingsTable,
  roles: rolesTable,
  'node-roles': nodeRolesTable,
} satisfies Record<string, FleetTable>;

export type FleetTableName = keyof typeof FLEET_TABLES;

/**
 * Returns the table with this name, and rejects filters that it does not have.
 *
 * @throws InputError
 */
export function requireFilters(
  name: FleetTableName,
  filter: FleetFilter,
): FleetTable {
  const table: FleetTable = FLEET_TABLES[name];
  const known: string[] = [...Object.keys(table.facets), ...table.filters];
  for (const [key, value] of Object.entries(filter)) {
    if (value !== undefined && !known.includes(key)) {
      throw new InputError(`${key}: The table ${name} has no such filter.`);
    }
  }
  return table;
}

/**
 * Returns the names of the facets, and rejects facets that the table does not have.
 *
 * @throws InputError
 */
export function requireFacets(
  name: FleetTableName,
  asked: string[],
): FacetName[] {
  const known = Object.keys(FLEET_TABLES[name].facets) as FacetName[];
  return asked.map(facet => {
    const found = known.find(one => one === facet);
    if (found) return found;
    throw new InputError(
      `facets: The table ${name} has no facet ${facet}. It has ${known.join(
        ', ',
      )}.`,
    );
  });
}
