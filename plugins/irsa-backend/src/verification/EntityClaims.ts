import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ENTITY_KEY, type ServiceAccountRef } from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../config/types';
import { createCatalogIndex } from '@backstage-irsa/core/ownership';

/** Decides whether a ServiceAccount belongs to the entity that it names, by the same rules as scans. */
export class EntityClaims {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #config: IrsaConfig;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    config: IrsaConfig;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  /** Returns the named entity if its owner may use the namespace, or if the entity names the ServiceAccount back. Otherwise undefined. */
  async agreed(
    ref: ServiceAccountRef,
    entityRef: string | undefined,
  ): Promise<string | undefined> {
    if (entityRef === undefined) return undefined;
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity) return undefined;
    const { namespaceRules: rules, clusters } = this.#config;
    const ownership = createCatalogIndex([entity], {
      rules,
      clusters,
    }).serviceAccount({
      ...ref,
      labels: {},
      annotations: { [ENTITY_KEY]: entityRef },
    });
    return ownership.entityRef ?? undefined;
  }
}
