import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ownerOf } from '../../authorization/entityRefs';

/** What the catalog says of an entity now, whatever of it the caller may see. */
export interface EntityOrigin {
  /** Whether it is in the catalog. */
  exists: boolean;
  uid?: string;
  /** As the author of the entity wrote it. */
  owner?: string;
}

/** Reads entities with the backend's own credentials. What they say is a claim: it decides nothing about ownership. */
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
