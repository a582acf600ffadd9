import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type {
  AuthService,
  BackstageCredentials,
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isEntityRef,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import { serviceAccountId } from '../naming/serviceAccountId';
import { mayUseNamespace } from '../rules/namespaceRules';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import { isHeir } from './heir';

/** Entities that are looked up with one request to the catalog. */
const REFS_AT_ONCE = 500;

/** Who a spec belongs to. */
export interface Ownership {
  /** Full reference in lower case; undefined when the spec names none. */
  entityRef?: string;
  /** Absent while the entity is not in the catalog. */
  entityUid?: string;
  /** As the catalog says, or as the caller claims for an entity to come; undefined with a violation. */
  owner?: string;
  violations: Violation[];
}

/** The full form of an entity reference; undefined when it is none that the catalog could hold. */
export function normalizeRef(
  ref: string,
  defaults?: { defaultKind?: string; defaultNamespace?: string },
): string | undefined {
  try {
    const full = stringifyEntityRef(parseEntityRef(ref, defaults));
    return isEntityRef(full) ? full : undefined;
  } catch {
    return undefined;
  }
}

/** The owner that the catalog decides on. */
export function ownerOf(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) return normalizeRef(relation.targetRef);
  const owner = entity.spec?.owner;
  return typeof owner === 'string'
    ? normalizeRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: entity.metadata.namespace,
      })
    : undefined;
}

/** Decides who may do what to which IAM service account: by the entity, its owner and the administrators' rules. */
export class Access {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #userInfo: UserInfoService;
  readonly #config: IrsaConfig;
  readonly #store: ServiceAccountStore;

  static create(options: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
    config: IrsaConfig;
    store: ServiceAccountStore;
  }): Access {
    return new Access(options);
  }

  private constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
    config: IrsaConfig;
    store: ServiceAccountStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#userInfo = options.userInfo;
    this.#config = options.config;
    this.#store = options.store;
  }

  caller(credentials: BackstageCredentials): Promise<BackstageUserInfo> {
    return this.#userInfo.getUserInfo(credentials);
  }

  /**
   * Who owns what the spec asks for.
   *
   * @throws NotAllowedError - when it is not the caller.
   */
  async ownership(
    spec: IamServiceAccountSpec,
    credentials: BackstageCredentials,
  ): Promise<Ownership> {
    const entityRef = normalizeRef(spec.entityRef);
    if (entityRef === undefined) return { violations: [] };
    const { ownershipEntityRefs: own } = await this.caller(credentials);
    await this.#checkRecord(spec, entityRef, own);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (entity) return this.#catalogOwnership(entity, entityRef, own);
    await this.#refuseHiddenEntity(entityRef);
    return claimedOwnership(spec, entityRef, own);
  }

  /**
   * Refuses whoever does not own what the IAM service account was made for.
   *
   * @throws NotAllowedError
   */
  async requireOwner(
    account: IamServiceAccount,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entityRef, owner, cluster, namespace, name } = account;
    if (entityRef === null || owner === null) {
      throw new NotAllowedError(
        `ServiceAccount ${namespace}/${name} in ${cluster} was made for nobody by this product: it is not yours to change.`,
      );
    }
    const claim = { entityRef, owner, cluster, namespace, name };
    await this.ownership(claim, credentials);
  }

  /**
   * An entity that the caller may see.
   *
   * @throws NotFoundError
   */
  async visibleEntity(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(ref, { credentials });
    if (!entity) throw new NotFoundError(`No entity ${ref} is in the catalog.`);
    return entity;
  }

  /** Those of the entities that the caller sees in the catalog. */
  async visibleEntities(
    refs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const seen: string[] = [];
    for (let start = 0; start < refs.length; start += REFS_AT_ONCE) {
      const entityRefs = refs.slice(start, start + REFS_AT_ONCE);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind', 'metadata'] },
        { credentials },
      );
      seen.push(...entityRefs.filter((_, index) => items[index]));
    }
    return seen;
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

  /** What is recorded for another entity, or by other owners of one to come, is not the caller's to change. */
  async #checkRecord(
    spec: IamServiceAccountSpec,
    entityRef: string,
    own: string[],
  ): Promise<void> {
    const record = await this.#store.get(serviceAccountId(spec));
    if (!record?.owner) return;
    if (record.entityRef !== entityRef) {
      throw new NotAllowedError(
        `ServiceAccount ${spec.namespace}/${spec.name} in ${spec.cluster} belongs to another entity.`,
      );
    }
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity && !own.includes(record.owner)) {
      throw new NotAllowedError(
        `ServiceAccount ${spec.namespace}/${spec.name} in ${spec.cluster} was made for another owner.`,
      );
    }
    const uids = await this.#store.entityUids([record.id]);
    const origin = {
      owner: record.owner,
      entityUid: uids.get(record.id) ?? null,
    };
    const { uid } = entity?.metadata ?? {};
    if (entity && !isHeir(origin, { owner: ownerOf(entity), uid })) {
      throw new NotAllowedError(
        `ServiceAccount ${spec.namespace}/${spec.name} in ${spec.cluster} was made for ${record.owner}, and ${entityRef} is another entity of that name now: it inherits nothing.`,
      );
    }
  }

  #catalogOwnership(
    entity: Entity,
    entityRef: string,
    own: string[],
  ): Ownership {
    const owner = ownerOf(entity);
    if (owner === undefined || !own.includes(owner)) {
      throw new NotAllowedError(
        owner === undefined
          ? `${entityRef} has no owner in the catalog, so that nobody may ask for AWS access for it.`
          : `${entityRef} belongs to ${owner}, which you are not part of.`,
      );
    }
    const { uid: entityUid } = entity.metadata;
    return { entityRef, entityUid, owner, violations: [] };
  }

  /** An entity that the caller may not see is not one to come: nobody takes it by not seeing it. */
  async #refuseHiddenEntity(entityRef: string): Promise<void> {
    const hidden = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (hidden) {
      throw new NotAllowedError(`${entityRef} belongs to somebody else.`);
    }
  }
}

function claimedOwnership(
  spec: IamServiceAccountSpec,
  entityRef: string,
  own: string[],
): Ownership {
  if (spec.owner === undefined) {
    return {
      entityRef,
      violations: [
        {
          field: 'owner',
          rule: 'owner-required',
          message: `${entityRef} is not in the catalog yet: name the group that is to own it.`,
        },
      ],
    };
  }
  const owner = normalizeRef(spec.owner);
  // An owner in the wrong form is a violation that the check of the spec names.
  if (owner === undefined) return { entityRef, violations: [] };
  if (!own.includes(owner)) {
    throw new NotAllowedError(
      `You are not part of ${owner}, so that you cannot ask for AWS access for it.`,
    );
  }
  return { entityRef, owner, violations: [] };
}
