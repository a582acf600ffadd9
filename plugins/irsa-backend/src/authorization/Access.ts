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
import {
  placeOf,
  requireRecordedOwner,
  requireSameEntity,
} from './recordedAccount';
import { claimedOwnership, type Ownership } from './specOwnership';
import { chooseOwner } from './recordedOwner';
import type { IrsaConfig } from '../config/types';
import { mayUseNamespace } from '@backstage-irsa/core/ownership';
import { SingleFlight } from '../lib/SingleFlight';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

/** Entities that are looked up with one request to the catalog. */
const REFS_AT_ONCE = 500;

/** Decides who may do what to which IAM service account: by the entity, its owner and the administrators' rules. */
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

  /** As the caller's token says, for what may be read. */
  caller(credentials: BackstageCredentials): Promise<BackstageUserInfo> {
    return this.#userInfo.getUserInfo(credentials);
  }

  /**
   * Who owns what the spec asks for: the recorded owner, whatever the catalog says by now; for what is new, a group of the caller that a
   * namespace rule gives the namespace to.
   *
   * @throws NotAllowedError - when the caller is neither of that group nor an administrator, or does not own the entity of something new.
   */
  async ownership(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    const entityRef = normalizeRef(spec.entityRef);
    if (entityRef === undefined) return { violations: [] };
    const record = await this.#store.get(serviceAccountId(spec));
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (record?.owner) {
      await this.#requireRecorded(record, credentials);
      requireSameEntity(record, entityRef);
      if (!entity) requireRecordedOwner(record, spec);
      return {
        entityRef,
        entityUid: entity?.metadata.uid,
        owner: record.owner,
        isAdministrator: await this.#recovers(spec, credentials),
        violations: [],
      };
    }
    const own = await this.#memberships.groupsOf(credentials);
    if (entity) {
      const isAdministrator = await this.#recovers(spec, credentials);
      return {
        ...this.#newOwnership(spec, entity, { own, isAdministrator }),
        isAdministrator,
      };
    }
    await this.#refuseHiddenEntity(entityRef);
    return claimedOwnership(spec, entityRef, own);
  }

  /**
   * Refuses everybody but the recorded owner and administrators.
   *
   * @throws NotAllowedError
   */
  async requireOwner(
    account: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (account.entityRef === null || account.owner === null) {
      throw new NotAllowedError(
        `ServiceAccount ${placeOf(
          account,
        )} is not managed by Backstage. Adopt it first.`,
      );
    }
    await this.#requireRecorded(account, credentials);
  }

  /** Stores which entity an IAM service account belongs to, once it is registered under the recorded owner. */
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
   * An entity that the caller may see. Requests of one caller for one entity that come while it is looked for share the answer: a page has several parts
   * that ask.
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
    if (!entity) throw new NotFoundError(`No entity ${ref} is in the catalog.`);
    return entity;
  }

  /** The entities as the caller sees them, in the order of the references; undefined where there is none to see. */
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

  /** Those of the entities that the caller sees in the catalog. */
  async visibleEntities(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const entities = await this.entitiesOf(refs, credentials);
    return refs.filter((_, index) => entities[index]);
  }

  /** Whether the rules give the place to one of the owners. */
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

  async #requireRecorded(
    record: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const own = await this.#memberships.groupsOf(credentials);
    if (record.owner !== null && own.includes(record.owner)) return;
    if (await this.#memberships.isAdministrator(credentials)) return;
    throw new NotAllowedError(
      `ServiceAccount ${placeOf(record)} is owned by ${
        record.owner
      }, which you are not a member of. Ask that group for the change, or request a transfer of ownership.`,
    );
  }

  /** An administrator who adopts may recover what lost its record, for the owner of its entity. */
  async #recovers(
    { adopt }: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return adopt === true && this.#memberships.isAdministrator(credentials);
  }

  #newOwnership(
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

  /** An entity that the caller may not see is not one to come: nobody takes it by not seeing it. */
  async #refuseHiddenEntity(entityRef: string): Promise<void> {
    const hidden = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (hidden) {
      throw new NotAllowedError(`${entityRef} is owned by another team.`);
    }
  }
}
