import type { Knex } from 'knex';
import type { Observation } from '@backstage-irsa/core/model';
import { inBatches } from '../../../database/batches';

/** The kinds of objects that are read one by one, the namespace names of a cluster, and the instance profiles of an account. */
export type ObservationKind =
  | 'access-entries'
  | 'add-on'
  | 'association'
  | 'bucket'
  | 'encryption'
  | 'role'
  | 'assumed-role'
  | 'last-accessed'
  | 'namespaces'
  | 'instance-profiles';

/** The answer of one read, and its time. */
export interface Reading<T> {
  answer: Observation<T>;
  /** ISO 8601. */
  readAt: string;
}

interface Row {
  scope: string;
  kind: ObservationKind;
  key: string;
  answer: string;
  read_at: string;
}

const TABLE = 'inventory_observations';

/** Stores the answers that scans read one by one because no list contains them. Later scans reuse them. */
export class ObservationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns all answers of a kind, by key. */
  async all<T>(
    scope: string,
    kind: ObservationKind,
  ): Promise<Map<string, Reading<T>>> {
    const rows = await this.#knex<Row>(TABLE).where({ scope, kind });
    return new Map(
      rows.map(({ key, answer, read_at: readAt }) => [
        key,
        { answer: JSON.parse(answer), readAt },
      ]),
    );
  }

  /** Stores new answers. */
  async record<T>(
    scope: string,
    kind: ObservationKind,
    readings: Map<string, Reading<T>>,
  ): Promise<void> {
    const rows = [...readings].map(([key, { answer, readAt }]) => ({
      scope,
      kind,
      key,
      answer: JSON.stringify(answer),
      read_at: readAt,
    }));
    await inBatches(rows, batch =>
      this.#knex<Row>(TABLE)
        .insert(batch)
        .onConflict(['scope', 'kind', 'key'])
        .merge(['answer', 'read_at']),
    );
  }

  /** Deletes all answers of a kind. */
  async forgetAll(scope: string, kind: ObservationKind): Promise<void> {
    await this.#knex<Row>(TABLE).where({ scope, kind }).delete();
  }

  /** Deletes the answers for keys that are no longer needed. */
  async forget(
    scope: string,
    kind: ObservationKind,
    keys: string[],
  ): Promise<void> {
    await inBatches(keys, batch =>
      this.#knex<Row>(TABLE)
        .where({ scope, kind })
        .whereIn('key', batch)
        .delete(),
    );
  }
}
