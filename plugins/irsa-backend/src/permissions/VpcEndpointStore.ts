import { unknown, type Observation } from '@backstage-irsa/core/model';
import type { VpcEndpoints } from '@backstage-irsa/core/permissions';
import type { Knex } from 'knex';
import { digestOf } from '../database/digest';
import { SingleFlight } from '../lib/SingleFlight';

/** The endpoints of one cluster. */
export interface VpcEndpointRow {
  cluster: string;
  /** `Observation<VpcEndpoints>` as JSON. */
  observation: string;
}

/** The observation for a cluster that no scan has read. */
export const ENDPOINTS_NOT_READ = unknown<never>(
  'The VPC endpoints of the cluster were not read yet. The next scan of the cluster reads them.',
);

/** Stores the endpoints of the VPC of each cluster as last read, for answers that call neither AWS nor a cluster. */
export class VpcEndpointStore {
  readonly #knex: Knex;
  readonly #versions = new SingleFlight<string>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async get(cluster: string): Promise<Observation<VpcEndpoints>> {
    const row = await this.#rows().where({ cluster }).first();
    return row ? JSON.parse(row.observation) : ENDPOINTS_NOT_READ;
  }

  /** Returns the endpoints of all clusters. A cluster that no scan has read is left out. */
  async all(): Promise<Map<string, Observation<VpcEndpoints>>> {
    const rows = await this.#rows().select();
    return new Map(
      rows.map(({ cluster, observation }) => [
        cluster,
        JSON.parse(observation),
      ]),
    );
  }

  /** Returns a value that changes with the endpoints of any cluster. */
  version(): Promise<string> {
    return this.#versions.ask('', async () =>
      digestOf(await this.#rows().orderBy('cluster').select()),
    );
  }

  /** Stores a read. A failed read replaces an earlier one: an old endpoint policy must not allow what the current one may deny. */
  async record(
    cluster: string,
    observation: Observation<VpcEndpoints>,
  ): Promise<void> {
    await this.#rows()
      .insert({ cluster, observation: JSON.stringify(observation) })
      .onConflict('cluster')
      .merge();
  }

  #rows() {
    return this.#knex<VpcEndpointRow>('vpc_endpoints');
  }
}
