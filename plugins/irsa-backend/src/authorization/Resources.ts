import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { ownerOf } from './entityRefs';
import type { IrsaConfig } from '../config/types';
import type { IrsaServiceAccountResource } from './permissionRules/resource';
import { ownersOfNamespace } from '@backstage-irsa/core/ownership';
import { permittedAccount } from '../serviceAccounts/permittedAccount';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Ownership } from './specOwnership';

/** Converts IAM service accounts to the resources that permission rules evaluate. */
export class Resources {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #config: IrsaConfig;
  readonly #store: ServiceAccountStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    config: IrsaConfig;
    store: ServiceAccountStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#config = options.config;
    this.#store = options.store;
  }

  /** Loads resources by ID, in the order of the IDs. */
  async load(
    ids: string[],
  ): Promise<(IrsaServiceAccountResource | undefined)[]> {
    const accounts = await this.#store.getMany(ids);
    const resources = await this.of(accounts);
    const byId = new Map(
      accounts.map(({ id }, index) => [id, resources[index]]),
    );
    return ids.map(id => byId.get(id));
  }

  /**
   * Converts IAM service accounts to resources, in their order. The owners are the recorded owner and the current owner in the catalog, regardless of
   * what the caller may see. The catalog owner may read and verify; only the recorded owner may change.
   */
  async of(
    accounts: IamServiceAccount[],
  ): Promise<IrsaServiceAccountResource[]> {
    const entities = await this.#entities(
      accounts.flatMap(({ entityRef }) => entityRef ?? []),
    );
    const uids = await this.#store.entityUids(accounts.map(({ id }) => id));
    return accounts.map(account => {
      const { cluster, namespace, name, entityRef } = account;
      const entity = entityRef === null ? undefined : entities.get(entityRef);
      // An entity that was recreated under the same name gives its owner no access.
      const isSame =
        entity !== undefined &&
        (account.owner === null ||
          entity.metadata.uid === uids.get(account.id));
      const owners = [account.owner, isSame && ownerOf(entity)].filter(
        ref => typeof ref === 'string',
      );
      return {
        cluster,
        namespace,
        name,
        accountId: permittedAccount(account, account.roleArn, account),
        entityRef,
        owners:
          owners.length > 0 ? [...new Set(owners)] : this.#placeOwners(account),
      };
    });
  }

  /** Returns the resource that a spec would create or change. */
  target(
    spec: IamServiceAccountSpec,
    { entityRef, owner }: Ownership,
  ): IrsaServiceAccountResource {
    const { cluster, namespace, name } = spec;
    const config = this.#config.clusters.find(each => each.name === cluster);
    return {
      cluster,
      namespace,
      name,
      accountId: spec.accountId ?? config?.accountId ?? '',
      entityRef: entityRef ?? null,
      owners: owner === undefined ? [] : [owner],
    };
  }

  /** Returns the owners of the namespace, if the IAM service account has no known entity. */
  #placeOwners(account: IamServiceAccount): string[] {
    const cluster = this.#config.clusters.find(
      ({ name }) => name === account.cluster,
    );
    return account.entityRef === null && cluster
      ? ownersOfNamespace(
          this.#config.namespaceRules,
          cluster,
          account.namespace,
        )
      : [];
  }

  async #entities(refs: string[]): Promise<Map<string, Entity | undefined>> {
    const entityRefs = [...new Set(refs)];
    if (entityRefs.length === 0) return new Map();
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata', 'spec.owner', 'relations'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Map(entityRefs.map((ref, index) => [ref, items[index]]));
  }
}
