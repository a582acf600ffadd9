import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ownerOf } from '../../authorization/entityRefs';

/** The catalog's current data about an entity, regardless of what the caller may see. */
export interface EntityOrigin {
  /** Whether the entity is in the catalog. */
  exists: boolean;
  uid?: string;
  /** The owner as written by the author of the entity. */
  owner?: string;
}

/** Reads entities with the backend's own credentials. Their owner is only a claim and decides nothing about ownership. */
export class EntityOrigins {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(options: { auth: AuthService; catalog: CatalogService }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async of(entityRef: string): Promise<EntityOrigin> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return entity
      ? { exists: true, uid: entity.metadata.uid, owner: ownerOf(entity) }
      : { exists: false };
  }
}
