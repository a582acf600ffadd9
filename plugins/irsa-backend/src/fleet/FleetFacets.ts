import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  FindingGroupList,
  FleetFacets as Facets,
} from '@backstage-irsa/core/model';
import type { FleetReaders } from './FleetReaders';
import type { FacetStore } from './store/FacetStore';
import {
  requireFacets,
  requireFilters,
  type FleetTableName,
} from './store/fleetTables';
import type { FleetFilter } from './store/tables';

interface Options {
  readers: FleetReaders;
  store: FacetStore;
}

/** Counts facet values over the fleet rows that the caller may read. */
export class FleetFacets {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /**
   * Counts the values of the named facets, or of all facets of the table. Each facet applies all filters except its own.
   *
   * @throws NotAllowedError; InputError - for a filter or facet that the table does not have.
   */
  async count(
    asked: { table: FleetTableName; facets?: string[]; filter: FleetFilter },
    credentials: BackstageCredentials,
  ): Promise<Facets> {
    const visibility = await this.#o.readers.visibility(credentials);
    const table = requireFilters(asked.table, asked.filter);
    const names = requireFacets(
      asked.table,
      asked.facets ?? Object.keys(table.facets),
    );
    return {
      items: await this.#o.store.facets(table, names, asked.filter, visibility),
    };
  }

  /** Groups the findings by check. @throws NotAllowedError */
  async findingGroups(
    filter: FleetFilter,
    credentials: BackstageCredentials,
  ): Promise<FindingGroupList> {
    const visibility = await this.#o.readers.visibility(credentials);
    return { items: await this.#o.store.findingGroups(filter, visibility) };
  }
}
