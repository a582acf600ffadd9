import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  AuthService,
  BackstageCredentials,
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { normalizeRef, ownerOf } from './entityRefs';
import type { Memberships } from './Memberships';
import { requireRecordedOwner, requireSameEntity } from './recordedAccount';
import { claimedOwnership, type Ownership } from './specOwnership';
import { chooseOwner } from './recordedOwner';
import type { IrsaConfig } from '../config/types';
import { mayUseNamespace } from '@backstage-irsa/core/ownership';
import { SingleFlight } from '../lib/SingleFlight';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

/** The number of entities in one catalog request. */
const REFS_AT_ONCE = 500;

/** Decides who may do what to which IAM service account, based on the entity, its owner, and the namespace rules. */
export class Access {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #userInfo: UserInfoService;
  readonly #memberships: Memberships;
  readonly #config: IrsaConfig;
  readonly #store: ServiceAccountStore;
  readonly #looking = new SingleFlight<Entity | undefined>();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
    memberships: Memberships;
    config: IrsaConfig;
    store: ServiceAccountStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#userInfo = options.userInfo;
    this.#memberships = options.memberships;
    this.#config = options.config;
    this.#store = options.store;
  }

  /** Returns the user info of the caller's token, for read decisions. */
  caller(credentials: BackstageCredentials): Promise<BackstageUserInfo> {
    return this.#userInfo.getUserInfo(credentials);
  }

  /**
   * Determines the owner of a spec. For an existing IAM service account, this is the recorded owner, regardless of the catalog. For a new one, it is
   * a group of the caller that may use the namespace.
   *
   * @param groups - the groups of the caller, if they were read for this request. Do not pass older ones: memberships can be withdrawn.
   * @throws NotAllowedError - if the caller is neither in that group nor an administrator, or does not own the entity of a new one.
   */
  async ownership(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
    groups?: string[],
  ): Promise<Ownership> {
    const record = await this.#store.get(serviceAccountId(spec));
    if (!record?.owner) return this.newOwnership(spec, credentials, groups);
    const entityRef = normalizeRef(spec.entityRef);
    if (entityRef === undefined) return { violations: [] };
    const { entity, own } = await this.#readFor(entityRef, credentials, groups);
    this.#requireRecorded(record, own);
    requireSameEntity(record, entityRef);
    if (!entity) requireRecordedOwner(record, spec);
    return {
      entityRef,
      // The entity can be a stranger's, if it came into the catalog after the IAM service account.
      ...(entity &&
        ownerOf(entity) === record.owner && {
          entityUid: entity.metadata.uid,
        }),
      owner: record.owner,
      isAdministrator: this.#administers(spec, own),
      violations: [],
    };
  }

  /**
   * Determines the owner of a spec like `ownership`, but as if its IAM service account did not exist.
   *
   * @throws NotAllowedError - if the caller does not own the entity, and does not adopt as an administrator.
   */
  async newOwnership(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
    groups?: string[],
  ): Promise<Ownership> {
    const entityRef = normalizeRef(spec.entityRef);
    if (entityRef === undefined) return { violations: [] };
    const { entity, own } = await this.#readFor(entityRef, credentials, groups);
    if (entity) {
      const isAdministrator = this.#administers(spec, own);
      return {
        ...this.#ownershipOf(spec, entity, { own, isAdministrator }),
        isAdministrator,
      };
    }
    await this.#refuseHiddenEntity(entityRef);
    return claimedOwnership(spec, entityRef, own);
  }

  /**
   * Refuses callers other than the recorded owner and administrators.
   *
   * @param groups - as for `ownership`
   * @throws NotAllowedError
   */
  async requireOwner(
    account: IamServiceAccount,
    credentials: BackstageCredentials,
    groups?: string[],
  ): Promise<void> {
    if (account.entityRef === null || account.owner === null) {
      throw new NotAllowedError(
        `ServiceAccount ${nameInCluster(
          account,
        )} is not managed by Backstage. Adopt it first.`,
      );
    }
    this.#requireRecorded(
      account,
      groups ?? (await this.#memberships.groupsOf(credentials)),
    );
  }

  /** Stores the UID of the entity of an IAM service account, once the entity is in the catalog with the recorded owner. */
  async recordEntity({ entityRef, owner }: IamServiceAccount): Promise<void> {
    if (entityRef === null || owner === null) return;
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const uid = entity?.metadata.uid;
    if (entity && uid !== undefined && ownerOf(entity) === owner) {
      await this.#store.recordEntityUid({ entityRef, owner }, uid);
    }
  }

  /**
   * Returns an entity that the caller may see. Concurrent requests of a caller for the same entity share one lookup, because several parts of a page
   * ask at once.
   *
   * @throws NotFoundError
   */
  async visibleEntity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#looking.ask(
      JSON.stringify([credentials.principal, ref]),
      () => this.#catalog.getEntityByRef(ref, { credentials }),
    );
    if (!entity)
      throw new NotFoundError(`Entity ${ref} is not in the catalog.`);
    return entity;
  }

  /** Returns the entities that the caller may see, in the order of the references; undefined for the others. */
  async entitiesOf(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<(Entity | undefined)[]> {
    const entities: (Entity | undefined)[] = [];
    for (let start = 0; start < refs.length; start += REFS_AT_ONCE) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: refs.slice(start, start + REFS_AT_ONCE),
          fields: ['kind', 'metadata', 'relations', 'spec.owner'],
        },
        { credentials },
      );
      entities.push(...items);
    }
    return entities;
  }

  /** Returns the references of the entities that the caller can see in the catalog. */
  async visibleEntities(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const entities = await this.entitiesOf(refs, credentials);
    return refs.filter((_, index) => entities[index]);
  }

  /** Whether the namespace rules allow one of the owners to use the namespace. */
  mayUse(
    owners: string[],
    place: { cluster: string; namespace: string },
  ): boolean {
    const cluster = this.#config.clusters.find(
      ({ name }) => name === place.cluster,
    );
    return (
      cluster !== undefined &&
      mayUseNamespace(
        this.#config.namespaceRules,
        owners,
        cluster,
        place.namespace,
      )
    );
  }

  /** Whether an administrator asks to adopt. They may recover an IAM service account without a record, for the owner of its entity. */
  #administers({ adopt }: IamServiceAccountSpec, own: string[]): boolean {
    return adopt === true && this.#memberships.areAdministrators(own);
  }

  async #readFor(
    entityRef: string,
    credentials: BackstageCredentials,
    groups: string[] | undefined,
  ): Promise<{ entity: Entity | undefined; own: string[] }> {
    return {
      entity: await this.#catalog.getEntityByRef(entityRef, { credentials }),
      own: groups ?? (await this.#memberships.groupsOf(credentials)),
    };
  }

  #requireRecorded(record: IamServiceAccount, own: string[]): void {
    if (record.owner !== null && own.includes(record.owner)) return;
    if (this.#memberships.areAdministrators(own)) return;
    throw new NotAllowedError(
      `ServiceAccount ${nameInCluster(record)} is owned by ${
        record.owner
      }, which you are not a member of. Ask that group for the change, or request a transfer of ownership.`,
    );
  }

  #ownershipOf(
    spec: IamServiceAccountSpec,
    entity: Entity,
    { own, isAdministrator }: { own: string[]; isAdministrator: boolean },
  ): Ownership {
    const entityRef = stringifyEntityRef(entity);
    const owner = ownerOf(entity);
    const isMember = owner !== undefined && own.includes(owner);
    if (!isMember && !(owner !== undefined && isAdministrator)) {
      throw new NotAllowedError(
        owner === undefined
          ? `${entityRef} has no owner in the catalog, so nobody can request AWS access for it. Set \`spec.owner\` in its catalog file.`
          : `${entityRef} is owned by ${owner}, which you are not a member of.`,
      );
    }
    const { uid: entityUid } = entity.metadata;
    const holders = [owner, ...own].filter(ref => this.mayUse([ref], spec));
    return {
      entityRef,
      entityUid,
      ...chooseOwner({ holders, entityOwner: owner, asked: spec.owner }),
    };
  }

  /** Throws if the entity exists but is hidden from the caller: a hidden entity does not count as a future one that the caller could claim. */
  async #refuseHiddenEntity(entityRef: string): Promise<void> {
    const hidden = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (hidden) {
      throw new NotAllowedError(`${entityRef} is owned by another team.`);
    }
  }
}
