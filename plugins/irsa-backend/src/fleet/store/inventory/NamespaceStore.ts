import { found, valueOf } from '@backstage-irsa/core/model';
import type { ObservationStore } from './ObservationStore';

/** The key of the list: each cluster has one. */
const KEY = 'all';

/** The names of the namespaces of a cluster, and when they were read. */
export interface KnownNamespaces {
  names: string[];
  /** ISO 8601. */
  readAt: string;
}

/** Stores the namespaces of each cluster as last read, by a scan or for a form. */
export class NamespaceStore {
  readonly #readings: ObservationStore;

  constructor(readings: ObservationStore) {
    this.#readings = readings;
  }

  async get(scope: string): Promise<KnownNamespaces | undefined> {
    const known = await this.#readings.all<string[]>(scope, 'namespaces');
    const reading = known.get(KEY);
    return (
      reading && {
        names: valueOf(reading.answer) ?? [],
        readAt: reading.readAt,
      }
    );
  }

  async record(
    scope: string,
    { names, readAt }: KnownNamespaces,
  ): Promise<void> {
    await this.#readings.record(
      scope,
      'namespaces',
      new Map([[KEY, { answer: found(names), readAt }]]),
    );
  }
}
