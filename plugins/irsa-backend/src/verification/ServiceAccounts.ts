import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type IamServiceAccountList,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import {
  irsaServiceAccountReadPermission,
  irsaServiceAccountVerifyPermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { normalizeRef, ownerOf } from '../authorization/entityRefs';
import type { IrsaConfig } from '../config/types';
import type { ReadableStore } from '../authorization/ReadableStore';
import type {
  ListFilter,
  ServiceAccountStore,
} from '../serviceAccounts/ServiceAccountStore';
import type { Access } from '../authorization/Access';
import { cursorAfter, positionOf } from '../lib/page';
import type { Permit, Authorizer } from '../authorization/Authorizer';
import type { Readers } from '../authorization/Readers';
import type { Verifier } from './Verifier';

/** First verifications of one request that run at a time. */
const FIRST_AT_ONCE = 5;

/** What an annotation claims beyond these is not looked at: anyone who may write to the catalog could have us ask clusters without an end. */
const MOST_CLAIMS = 100;

/** What an entity says is its own. */
interface EntityClaim {
  entityRef: string;
  owner?: string;
  /** As its annotation names them. */
  named: Set<string>;
  refs: ServiceAccountRef[];
}

/** IAM service accounts as people read them, from the store, and the first verification of those of an entity. */
export class ServiceAccounts {
  readonly #config: IrsaConfig;
  readonly #access: Access;
  readonly #authorizer: Authorizer;
  readonly #readableStore: ReadableStore;
  readonly #readers: Readers;
  readonly #store: ServiceAccountStore;
  readonly #verifier: Verifier;

  constructor(options: {
    config: IrsaConfig;
    access: Access;
    authorizer: Authorizer;
    readableStore: ReadableStore;
    readers: Readers;
    store: ServiceAccountStore;
    verifier: Verifier;
  }) {
    this.#config = options.config;
    this.#access = options.access;
    this.#authorizer = options.authorizer;
    this.#readableStore = options.readableStore;
    this.#readers = options.readers;
    this.#store = options.store;
    this.#verifier = options.verifier;
  }

  /**
   * One that the caller may read, and has the permission for.
   *
   * @throws NotFoundError - when it is not to be read; NotAllowedError - when it is, but not this.
   */
  async get(
    id: string,
    credentials: BackstageCredentials,
    permission: IrsaServiceAccountPermission = irsaServiceAccountReadPermission,
  ): Promise<IamServiceAccount> {
    const [asked, read] = await this.#authorizer.authorize(credentials, [
      permission,
      irsaServiceAccountReadPermission,
    ]);
    const account = await this.#find(id, read, credentials);
    if (!account) throw new NotFoundError(`No IAM service account ${id}.`);
    await asked.require(account);
    return account;
  }

  /**
   * As `get`, where it may well be none that the caller may read: then undefined.
   *
   * @throws NotAllowedError - to whom the permission to read is given for nothing at all.
   */
  async find(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccount | undefined> {
    const [read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    return this.#find(id, read, credentials);
  }

  /** One page of those that match and that the caller may read. */
  async list(
    filter: ListFilter,
    page: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const readable = await this.#readers.readable(credentials);
    const { items, total, more } = await this.#readableStore.page(
      { filter, ...positionOf(page) },
      readable,
    );
    const last = items[items.length - 1];
    return {
      items,
      total,
      ...(more && last && { nextCursor: cursorAfter(last) }),
    };
  }

  /**
   * Those of an entity: which were made for it, which its annotation names, which name it, and which an administrator linked to it. An annotation of
   * either, or a link, is a claim: it counts where the administrators' rules give the namespace to the entity's owner, an annotation also where both
   * name each other.
   *
   * @throws NotFoundError - when the caller sees no such entity.
   */
  async listOfEntity(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    const claim = await this.#claimOf(compound, credentials);
    return this.#listOf(claim, read, credentials);
  }

  /**
   * Verifies those of an entity that were never verified, without live proofs, as far as the caller may. Answers as `listOfEntity`.
   *
   * @throws NotFoundError - when the caller sees no such entity.
   */
  async verifyEntity(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [verify, read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountVerifyPermission,
      irsaServiceAccountReadPermission,
    ]);
    const claim = await this.#claimOf(compound, credentials);
    const accounts = await this.#store.ofRefs(claim.refs);
    const unverified = await verify.filter(
      accounts.filter(({ verification }) => verification === null),
    );
    for (let start = 0; start < unverified.length; start += FIRST_AT_ONCE) {
      await Promise.all(
        unverified.slice(start, start + FIRST_AT_ONCE).map(async account => {
          await this.#access.recordEntity(account);
          await this.#verifier.verify(account, { live: false });
        }),
      );
    }
    return this.#listOf(claim, read, credentials);
  }

  /** Which the entity may claim: those recorded for it, and those that its annotation names. */
  async #claimOf(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<EntityClaim> {
    const said = stringifyEntityRef(compound);
    const entityRef = normalizeRef(said);
    if (entityRef === undefined) {
      throw new InputError(`${said} is no reference to a catalog entity.`);
    }
    const entity = await this.#access.visibleEntity(entityRef, credentials);
    const annotation =
      entity.metadata.annotations?.[SERVICE_ACCOUNT_ANNOTATION] ?? '';
    const claimed = parseServiceAccountAnnotation(annotation).refs.slice(
      0,
      MOST_CLAIMS,
    );
    const refs = new Map<string, ServiceAccountRef>();
    for (const ref of [
      ...(await this.#store.refsOfEntity(entityRef)),
      ...claimed,
    ]) {
      refs.set(formatServiceAccountRef(ref), ref);
    }
    return {
      entityRef,
      owner: ownerOf(entity),
      named: new Set(claimed.map(formatServiceAccountRef)),
      refs: [...refs.values()].filter(({ cluster }) =>
        this.#config.clusters.some(({ name }) => name === cluster),
      ),
    };
  }

  async #listOf(
    { entityRef, owner, named, refs }: EntityClaim,
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const accounts = await this.#store.ofRefs(refs);
    const readable = await read.filter(
      accounts.filter(
        account =>
          (account.entityRef === entityRef &&
            (account.owner !== null ||
              named.has(formatServiceAccountRef(account)))) ||
          (owner !== undefined && this.#access.mayUse([owner], account)),
      ),
    );
    const items: IamServiceAccount[] = [];
    for (const account of readable) {
      const isLinked =
        account.entityRef !== entityRef &&
        !named.has(formatServiceAccountRef(account));
      // A link of an administrator shows nobody what they could not read without it.
      if (!isLinked || (await this.#readers.shows(account, credentials))) {
        items.push(account);
      }
    }
    return { items, total: items.length };
  }

  async #find(
    id: string,
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccount | undefined> {
    const account = await this.#store.get(id);
    const [readable] = account ? await read.filter([account]) : [];
    return readable && (await this.#readers.shows(readable, credentials))
      ? readable
      : undefined;
  }
}
