import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { IrsaConfig } from '../../config/types';
import {
  createCatalogIndex,
  type CatalogIndex,
} from '@backstage-irsa/core/ownership';
import { yieldTurn } from '../../lib/yieldTurn';

/** The scans of one process that run within this time share one look at the catalog, and those that somebody asked for, in milliseconds. */
const FRESH_MS = 60_000;
const REQUESTED_FRESH_MS = 2_000;

/** What says whose ServiceAccounts, workloads and roles are. */
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.annotations',
  'spec.owner',
  'relations',
];

const KINDS = ['component', 'resource', 'system'];

/** Reads the catalog as the backend itself, whatever people may see of it. */
export class CatalogReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #config: Pick<IrsaConfig, 'clusters' | 'namespaceRules'>;
  #last?: { at: number; index: Promise<CatalogIndex> };

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    config: Pick<IrsaConfig, 'clusters' | 'namespaceRules'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  /**
   * Who things belong to, as the catalog says now or said within the last minute.
   *
   * @param isRequested - whether somebody asked for the scan, who may just have changed the catalog: then within the last two seconds
   * @throws what the catalog answers
   */
  index(isRequested = false): Promise<CatalogIndex> {
    const freshMs = isRequested ? REQUESTED_FRESH_MS : FRESH_MS;
    if (this.#last && Date.now() - this.#last.at < freshMs) {
      return this.#last.index;
    }
    const index = this.#read();
    this.#last = { at: Date.now(), index };
    index.catch(() => {
      this.#last = undefined;
    });
    return index;
  }

  async #read(): Promise<CatalogIndex> {
    const { namespaceRules: rules, clusters } = this.#config;
    const index = createCatalogIndex([], { rules, clusters });
    const pages = this.#catalog.streamEntities(
      { filter: { kind: KINDS }, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      index.add(page);
      await yieldTurn();
    }
    return index;
  }
}
