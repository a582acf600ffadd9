import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  irsaGovernanceReadPermission,
  irsaServiceAccountReadPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import type { Readable, ReadableStore, Shown } from './ReadableStore';
import type { Access } from './Access';
import type { IrsaConfig } from '../config/types';
import { allInOrder } from '../lib/allInOrder';
import { LimitedCache } from '../lib/LimitedCache';
import type { Authorizer } from './Authorizer';
import type { Memberships } from './Memberships';
import { limitedTo } from './readerGroups';

/** How long to remember which entities a user sees in the catalog, because lists are read page by page. In milliseconds. */
const REMEMBERED_MS = 10_000;
/** The maximum number of remembered entities for all callers together. */
const MOST_REMEMBERED = 200_000;

/** The entities that a user sees or does not see in the catalog. */
interface Sight {
  until: number;
  visible: Map<string, boolean>;
}

/**
 * Determines who may read which IAM service accounts. For callers who have `irsa.governance.read` and are in `irsa.fleet.readerGroups` (if set) or
 * `irsa.administrators`, the read permission alone decides. Other callers must also see the entity in the catalog, own the IAM service account, or be
 * allowed to use its namespace if it has no entity.
 */
export class Readers {
  readonly #access: Access;
  readonly #authorizer: Authorizer;
  readonly #config: Pick<IrsaConfig, 'administrators' | 'fleet'>;
  readonly #memberships: Memberships;
  readonly #store: ReadableStore;
  readonly #sights = new LimitedCache<Sight>(MOST_REMEMBERED);

  constructor(options: {
    access: Access;
    authorizer: Authorizer;
    config: Pick<IrsaConfig, 'administrators' | 'fleet'>;
    memberships: Memberships;
    store: ReadableStore;
  }) {
    this.#access = options.access;
    this.#authorizer = options.authorizer;
    this.#config = options.config;
    this.#memberships = options.memberships;
    this.#store = options.store;
  }

  /** @throws NotAllowedError - if the permission to read is denied outright. */
  async readable(credentials: BackstageCredentials): Promise<Readable> {
    const [visibility, governs] = await allInOrder([
      this.#authorizer.visibility(credentials),
      this.#governs(credentials),
    ]);
    const [unscanned, shown] = await Promise.all([
      visibility === 'all' ? [] : this.#unscanned(credentials),
      governs ? undefined : this.#shown(credentials),
    ]);
    return { visibility, unscanned, ...(shown && { shown }) };
  }

  /** Whether the caller can see an IAM service account that the permission covers. */
  async shows(
    account: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (await this.shown([account], credentials)).length > 0;
  }

  /**
   * Returns the IAM service accounts that the caller can see, among those that the permission covers.
   *
   * @param entityRefs - entities that the catalog has just shown to the caller
   */
  async shown(
    accounts: IamServiceAccount[],
    credentials: BackstageCredentials,
    entityRefs: string[] = [],
  ): Promise<IamServiceAccount[]> {
    const seen = new Set(entityRefs);
    const isSeen = ({ entityRef }: IamServiceAccount) =>
      entityRef !== null && seen.has(entityRef);
    // The groups of the caller take another request, and the card of an entity rarely needs them.
    if (accounts.every(isSeen)) return accounts;
    const { ownershipEntityRefs: own } = await this.#access.caller(credentials);
    const isOwn = ({ owner }: IamServiceAccount) =>
      owner !== null && own.includes(owner);
    const unknown = accounts
      .filter(account => !isOwn(account))
      .flatMap(({ entityRef }) => entityRef ?? [])
      .filter(ref => !seen.has(ref));
    const visible = await this.#access.visibleEntities(
      [...new Set(unknown)],
      credentials,
    );
    visible.forEach(ref => seen.add(ref));
    const shown = accounts.filter(
      account =>
        isOwn(account) ||
        isSeen(account) ||
        (account.entityRef === null && this.#access.mayUse(own, account)),
    );
    return shown.length === accounts.length ||
      (await this.#governs(credentials))
      ? accounts
      : shown;
  }

  /** Whether the permission alone decides: for readers of the whole fleet, and for administrators, because they may change what they read. */
  async #governs(credentials: BackstageCredentials): Promise<boolean> {
    const { administrators, fleet } = this.#config;
    const [isGiven, groups] = await allInOrder([
      this.#authorizer.has(credentials, irsaGovernanceReadPermission),
      limitedTo(fleet, this.#memberships, credentials),
    ]);
    return (
      isGiven && (!groups || administrators.some(ref => groups.includes(ref)))
    );
  }

  async #unscanned(credentials: BackstageCredentials): Promise<string[]> {
    const [read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    const given = await read.filter(await this.#store.unscanned());
    return given.map(({ id }) => id);
  }

  async #shown(credentials: BackstageCredentials): Promise<Shown> {
    const { ownershipEntityRefs: owners, userEntityRef } =
      await this.#access.caller(credentials);
    const [refs, places] = await Promise.all([
      this.#store.entityRefs(),
      this.#store.placesOfNobody(),
    ]);
    return {
      entityRefs: await this.#seen(refs, userEntityRef, credentials),
      owners,
      places: places.filter(place => this.#access.mayUse(owners, place)),
    };
  }

  async #seen(
    refs: string[],
    user: string,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const now = Date.now();
    const known = this.#sights.get(user);
    const sight: Sight =
      known && known.until > now
        ? known
        : { until: now + REMEMBERED_MS, visible: new Map() };
    const unknown = refs.filter(ref => !sight.visible.has(ref));
    const seen = new Set(
      await this.#access.visibleEntities(unknown, credentials),
    );
    for (const ref of unknown) sight.visible.set(ref, seen.has(ref));
    this.#sights.set(user, sight, sight.visible.size + 1);
    return refs.filter(ref => sight.visible.get(ref));
  }
}
