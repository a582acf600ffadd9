import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  SERVICE_ACCOUNT_ANNOTATION,
  type EntityAccess,
  type EntityAccessList,
  type IamServiceAccount,
  type IamServiceAccountList,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import {
  irsaServiceAccountReadPermission,
  irsaServiceAccountVerifyPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { Access } from '../authorization/Access';
import type { Permit, Authorizer } from '../authorization/Authorizer';
import { normalizeRef, ownerOf } from '../authorization/entityRefs';
import type { Readers } from '../authorization/Readers';
import type { IrsaConfig } from '../config/types';
import { allInOrder } from '../lib/allInOrder';
import { yieldTurn } from '../lib/yieldTurn';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { inParts, summaryOf } from './entitySummaries';
import type { Verifier } from './Verifier';

/** The number of first verifications that run at the same time in one request. */
const FIRST_AT_ONCE = 5;

/**
 * The maximum number of claims that are read from an annotation. Otherwise, anyone who may write to the catalog could cause any number of calls to
 * clusters.
 */
const MOST_CLAIMS = 100;

/** The IAM service accounts that an entity claims as its own. */
interface EntityClaim {
  entityRef: string;
  owner?: string;
  /** The ServiceAccounts that its annotation names. */
  named: Set<string>;
  refs: ServiceAccountRef[];
}

/** Reads the IAM service accounts of catalog entities from the store, and runs their first verification. */
export class EntityAccounts {
  readonly #config: IrsaConfig;
  readonly #access: Access;
  readonly #authorizer: Authorizer;
  readonly #readers: Readers;
  readonly #store: ServiceAccountStore;
  readonly #verifier: Verifier;

  constructor(options: {
    config: IrsaConfig;
    access: Access;
    authorizer: Authorizer;
    readers: Readers;
    store: ServiceAccountStore;
    verifier: Verifier;
  }) {
    this.#config = options.config;
    this.#access = options.access;
    this.#authorizer = options.authorizer;
    this.#readers = options.readers;
    this.#store = options.store;
    this.#verifier = options.verifier;
  }

  /**
   * Returns the IAM service accounts of an entity: those that were created for it, those that its annotation names, those that name it, and those
   * that an administrator linked to it. An annotation on either side, or a link, is a claim. A claim counts if the administrators' rules give the
   * namespace to the entity's owner. An annotation also counts if both name each other. A claim shows nobody what they could not read without it.
   *
   * @throws NotFoundError - if the caller cannot see the entity.
   */
  async list(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [[read], claim] = await allInOrder([
      this.#authorizer.authorize(credentials, [
        irsaServiceAccountReadPermission,
      ]),
      this.#claimOf(compound, credentials),
    ]);
    return this.#listOf(claim, read, credentials);
  }

  /**
   * Verifies those IAM service accounts in `list` that were never verified, without live proofs, as far as the caller may. Returns the same as
   * `list`.
   *
   * @throws NotFoundError - if the caller cannot see the entity.
   */
  async verify(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [[verify, read], claim] = await allInOrder([
      this.#authorizer.authorize(credentials, [
        irsaServiceAccountVerifyPermission,
        irsaServiceAccountReadPermission,
      ]),
      this.#claimOf(compound, credentials),
    ]);
    const [accounts] = await this.#accountsOf([claim], read, credentials);
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

  /**
   * Returns a summary of the access of many entities. Leaves out entities that the caller cannot see, and entities without any IAM service account
   * that the caller may read.
   */
  async summaries(
    asked: string[],
    credentials: BackstageCredentials,
  ): Promise<EntityAccessList> {
    const [read] = await this.#authorizer.authorize(credentials, [
      irsaServiceAccountReadPermission,
    ]);
    const entities = await this.#access.entitiesOf(
      asked.map(readRef),
      credentials,
    );
    const recorded = await this.#store.refsOfEntities(
      entities.flatMap(entity => (entity ? stringifyEntityRef(entity) : [])),
    );
    const claims = entities.map(
      entity => entity && this.#claim(entity, recorded),
    );
    const items: EntityAccess[] = [];
    const all = asked.map((entityRef, index) => ({
      entityRef,
      claim: claims[index],
    }));
    for (const some of inParts(all)) {
      const accounts = await this.#accountsOf(
        some.map(({ claim }) => claim),
        read,
        credentials,
      );
      items.push(
        ...some.flatMap(({ entityRef }, index) =>
          summaryOf(entityRef, accounts[index]),
        ),
      );
      await yieldTurn();
    }
    return { items };
  }

  /** Returns the claim of an entity that the caller can see. */
  async #claimOf(
    compound: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<EntityClaim> {
    const entityRef = readRef(stringifyEntityRef(compound));
    const [entity, recorded] = await allInOrder([
      this.#access.visibleEntity(entityRef, credentials),
      this.#store.refsOfEntities([entityRef]),
    ]);
    return this.#claim(entity, recorded);
  }

  /**
   * Returns the claim of an entity: the ServiceAccounts that are recorded for it or linked to it, and those that its annotation names. Of the latter,
   * only those that the owner may use can count without a record, so that the others are not read at all.
   */
  #claim(
    entity: Entity,
    recorded: Map<string, ServiceAccountRef[]>,
  ): EntityClaim {
    const entityRef = stringifyEntityRef(entity);
    const annotation =
      entity.metadata.annotations?.[SERVICE_ACCOUNT_ANNOTATION] ?? '';
    const claimed = parseServiceAccountAnnotation(annotation).refs.slice(
      0,
      MOST_CLAIMS,
    );
    const owner = ownerOf(entity);
    const usable = claimed.filter(
      ref => owner !== undefined && this.#access.mayUse([owner], ref),
    );
    const refs = new Map<string, ServiceAccountRef>();
    for (const ref of [...(recorded.get(entityRef) ?? []), ...usable]) {
      refs.set(formatServiceAccountRef(ref), ref);
    }
    return {
      entityRef,
      owner,
      named: new Set(claimed.map(formatServiceAccountRef)),
      refs: [...refs.values()].filter(({ cluster }) =>
        this.#config.clusters.some(({ name }) => name === cluster),
      ),
    };
  }

  async #listOf(
    claim: EntityClaim,
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [items] = await this.#accountsOf([claim], read, credentials);
    return { items, total: items.length };
  }

  /** Returns, for each claim, the IAM service accounts that belong to the entity and that the caller may read. */
  async #accountsOf(
    claims: (EntityClaim | undefined)[],
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccount[][]> {
    const refs = claims.flatMap(claim => claim?.refs ?? []);
    const readable = await read.filter(await this.#store.ofRefs(refs));
    const byRef = new Map(
      readable.map(account => [formatServiceAccountRef(account), account]),
    );
    const held = claims.map(claim =>
      (claim?.refs ?? []).flatMap(ref => {
        const account = byRef.get(formatServiceAccountRef(ref));
        return claim && account && this.#holds(claim, account) ? account : [];
      }),
    );
    // The entity's author decides its owner and annotation, so these must not show anybody what they could not read without them.
    const shown = new Set(
      await this.#readers.shown(
        held.flat(),
        credentials,
        claims.flatMap(claim => claim?.entityRef ?? []),
      ),
    );
    return held.map(accounts => accounts.filter(each => shown.has(each)));
  }

  /** Whether the rules give the IAM service account to the entity's owner, or both name each other. */
  #holds(
    { entityRef, owner, named }: EntityClaim,
    account: IamServiceAccount,
  ): boolean {
    return (
      (account.entityRef === entityRef &&
        (account.owner !== null ||
          named.has(formatServiceAccountRef(account)))) ||
      (owner !== undefined && this.#access.mayUse([owner], account))
    );
  }
}

/** Normalizes an entity reference. @throws InputError - if it is not valid */
function readRef(said: string): string {
  const entityRef = normalizeRef(said);
  if (entityRef === undefined) {
    throw new InputError(
      `${said} is not a valid entity reference, such as component:default/orders.`,
    );
  }
  return entityRef;
}
