import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { worstRisk } from '@backstage-irsa/core/findings';
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
import { accessStatusOf, worstFirst } from '@backstage-irsa/core/status';
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
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
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

/** The IAM service accounts of catalog entities, from the store, and their first verification. */
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
   * Those of an entity: which were made for it, which its annotation names, which name it, and which an administrator linked to it. An annotation of
   * either, or a link, is a claim: it counts where the administrators' rules give the namespace to the entity's owner, an annotation also where both
   * name each other, and shows nobody what they could not read without it.
   *
   * @throws NotFoundError - when the caller sees no such entity.
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
   * Verifies those of `list` that were never verified, without live proofs, as far as the caller may. Answers as `list`.
   *
   * @throws NotFoundError - when the caller sees no such entity.
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

  /** The access of many entities in short. Entities that the caller does not see, or without any that the caller may read, are left out. */
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
    const accounts = await this.#accountsOf(claims, read, credentials);
    return {
      items: asked.flatMap((entityRef, index) =>
        summaryOf(entityRef, accounts[index]),
      ),
    };
  }

  /** What the entity may claim, as the caller sees it. */
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

  /** What an entity may claim: what is recorded for it, and what its annotation names. */
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
    const refs = new Map<string, ServiceAccountRef>();
    for (const ref of [...(recorded.get(entityRef) ?? []), ...claimed]) {
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
    claim: EntityClaim,
    read: Permit,
    credentials: BackstageCredentials,
  ): Promise<IamServiceAccountList> {
    const [items] = await this.#accountsOf([claim], read, credentials);
    return { items, total: items.length };
  }

  /** Of each claim, the IAM service accounts that are the entity's and that the caller may read. */
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
    // Owner and annotation of an entity are its author's: they show nobody what they could not read without it.
    const shown = new Set(
      await this.#readers.shown(
        held.flat(),
        credentials,
        claims.flatMap(claim => claim?.entityRef ?? []),
      ),
    );
    return held.map(accounts => accounts.filter(each => shown.has(each)));
  }

  /** Whether the rules give it to the entity's owner, or both name each other. */
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

/** @throws InputError */
function readRef(said: string): string {
  const entityRef = normalizeRef(said);
  if (entityRef === undefined) {
    throw new InputError(
      `${said} is not a valid entity reference, such as component:default/orders.`,
    );
  }
  return entityRef;
}

/** The access of an entity in short; nothing where it has none. */
function summaryOf(
  entityRef: string,
  accounts: IamServiceAccount[],
): EntityAccess[] {
  const [worst] = worstFirst(accounts);
  if (!worst) return [];
  const proof = worst.verification?.liveProof;
  return [
    {
      entityRef,
      serviceAccounts: accounts.length,
      status: accessStatusOf(worst),
      provedAt: proof?.result === 'proved' ? proof.at : null,
      risk:
        worstRisk(
          accounts.flatMap(({ permissions }) => permissions?.risks ?? []),
        ) ?? null,
    },
  ];
}
