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

/** Reading a large catalog takes seconds. Scans that nobody asked for share what was read for so many times as long as it took, and no longer than this. */
const SHARED_TIMES = 50;
const LONGEST_MS = 10 * 60_000;

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

interface Look {
  at: number;
  /** Once it is over. */
  tookMs?: number;
  index: Promise<CatalogIndex>;
}

/** Reads the catalog as the backend itself, whatever people may see of it. */
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
   * Who things belong to, as the catalog says now or said within the last minute, of a large catalog within the last ten.
   *
   * @param isRequested - whether somebody asked for the scan, who may just have changed the catalog: then within the last two seconds
   * @throws what the catalog answers
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
