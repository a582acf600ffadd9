import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { IrsaConfig } from '../../config/types';
import {
  createCatalogIndex,
  type CatalogIndex,
} from '@backstage-irsa/core/ownership';
import { yieldTurn } from '../../lib/yieldTurn';

/** How long scheduled and requested scans of one process share one read of the catalog, in milliseconds. */
const FRESH_MS = 60_000;
const REQUESTED_FRESH_MS = 2_000;

/** Reading a large catalog takes seconds. Scheduled scans share what was read for this multiple of the reading time, up to the limit. */
const SHARED_TIMES = 50;
const LONGEST_MS = 10 * 60_000;

/** The entity fields that show who owns ServiceAccounts, workloads, and roles. */
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

interface Look {
  at: number;
  /** How long the read took. Absent while it is running. */
  tookMs?: number;
  index: Promise<CatalogIndex>;
}

/** Reads the catalog as the backend itself, regardless of what users can see. */
export class CatalogReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #config: Pick<IrsaConfig, 'clusters' | 'namespaceRules'>;
  #last?: Look;

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
   * Returns the catalog index for ownership. It is at most 1 minute old, or at most 10 minutes for a large catalog.
   *
   * @param isRequested - whether a user requested the scan and has possibly just changed the catalog: the index is then at most 2 seconds old
   * @throws the error of the catalog
   */
  index(isRequested = false): Promise<CatalogIndex> {
    const { at = 0, tookMs = 0, index: known } = this.#last ?? {};
    const freshMs = isRequested
      ? REQUESTED_FRESH_MS
      : Math.min(LONGEST_MS, Math.max(FRESH_MS, SHARED_TIMES * tookMs));
    if (known && Date.now() - at < freshMs) return known;
    const look: Look = { at: Date.now(), index: this.#read() };
    this.#last = look;
    look.index.then(
      () => {
        look.tookMs = Date.now() - look.at;
      },
      () => {
        this.#last = undefined;
      },
    );
    return look.index;
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
