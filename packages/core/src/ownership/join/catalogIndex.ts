import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { ENTITY_KEY, OWNER_KEY } from '../../model/annotations';
import { formatServiceAccountRef } from '../../model/serviceAccountRef';
import type { ClusterConfig, NamespaceRule } from '../../model/config';
import { ownersOfNamespace } from '../namespaceRules';
import type { Ownership } from '../../findings/types';
import {
  catalogEntityOf,
  KUBERNETES_ID_LABEL,
  type CatalogEntity,
} from './catalogEntity';
import { namesOf } from './namesOf';
import { ownershipOf, ownershipOfAll } from './ownershipOf';
import { SelectorIndex, type SelectorEntry } from './SelectorIndex';

/** An object of a cluster, as far as it says whose it is. */
export interface NamespacedObject {
  cluster: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** The entity that an administrator linked it to. */
  linkedTo?: string;
}

/** The only component that what nobody names may well belong to, and what says so. */
export interface ProposedEntity {
  entityRef: string;
  reason: string;
}

/** A role, as far as it says whose it is. */
interface RoleObject {
  accountId: string;
  tags: Record<string, string>;
  /** Who those belong to that have it. */
  holders: Ownership[];
}

/** Says whose something is. */
export interface CatalogIndex {
  /** Takes more of the catalog, some at a time: of all of it at once, nothing else would run meanwhile. */
  add(entities: Entity[]): void;
  serviceAccount(object: NamespacedObject): Ownership;
  /** Whether its link counts. */
  isLinkable(object: NamespacedObject): boolean;
  /** For a ServiceAccount that belongs to no entity; `tags` are those of its role. It would count when it is linked. */
  proposal(
    object: NamespacedObject & { tags: Record<string, string> },
  ): ProposedEntity | undefined;
  /** `serviceAccount` is whose its ServiceAccount is, which it falls back on. */
  workload(
    object: NamespacedObject & { serviceAccount?: Ownership },
  ): Ownership;
  role(object: RoleObject): Ownership;
  /** Whose what was made for an entity is; undefined when the catalog has no such entity. */
  entity(entityRef: string): Ownership | undefined;
}

const lower = (text: string) => text.toLocaleLowerCase('en-US');

function listedIn<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

class Index implements CatalogIndex {
  readonly #rules: NamespaceRule[];
  readonly #clusters: Map<string, ClusterConfig>;
  readonly #byRef = new Map<string, CatalogEntity>();
  readonly #byServiceAccount = new Map<string, CatalogEntity[]>();
  readonly #byKubernetesId = new Map<string, CatalogEntity[]>();
  readonly #selectors: SelectorEntry<CatalogEntity>[] = [];
  /** Made of all of them when it is first asked for. */
  #bySelector: SelectorIndex<CatalogEntity> | undefined;
  readonly #byNamespace = new Map<string, CatalogEntity[]>();
  /** Components by their names and Kubernetes IDs. */
  readonly #byName = new Map<string, CatalogEntity[]>();
  readonly #ownersOf = new Map<string, string[]>();
  readonly #onlyOf = new Map<string, CatalogEntity | undefined>();

  constructor(rules: NamespaceRule[], clusters: ClusterConfig[]) {
    this.#rules = rules;
    this.#clusters = new Map(clusters.map(cluster => [cluster.name, cluster]));
  }

  add(entities: Entity[]): void {
    for (const entity of entities) this.#add(catalogEntityOf(entity));
    this.#bySelector = undefined;
    this.#onlyOf.clear();
  }

  serviceAccount(object: NamespacedObject): Ownership {
    return this.#ownership(
      object,
      this.#agreed(object) ??
        this.#claimed(
          object,
          this.#byServiceAccount.get(formatServiceAccountRef(object)),
        ) ??
        this.#linked(object) ??
        this.#labeled(object) ??
        this.#ofNamespace(object),
    );
  }

  isLinkable(object: NamespacedObject): boolean {
    return this.#linked(object) !== undefined;
  }

  proposal(
    object: NamespacedObject & { tags: Record<string, string> },
  ): ProposedEntity | undefined {
    for (const { name, reason } of namesOf(object)) {
      const found = (this.#byName.get(lower(name)) ?? []).flatMap(
        entity => this.#linkable(object, entity) ?? [],
      );
      if (found.length === 1) return { entityRef: found[0].entityRef, reason };
    }
    return undefined;
  }

  workload(
    object: NamespacedObject & { serviceAccount?: Ownership },
  ): Ownership {
    const own =
      this.#claimed(object, this.#named(object)) ?? this.#labeled(object);
    const { serviceAccount } = object;
    return !own && serviceAccount && serviceAccount.entityRef !== null
      ? serviceAccount
      : this.#ownership(object, own ?? this.#ofNamespace(object));
  }

  role({ tags, holders }: RoleObject): Ownership {
    if (holders.length > 0) return ownershipOfAll(holders);
    const entity = this.#byRef.get(lower(tags[ENTITY_KEY] ?? ''));
    if (entity) return ownershipOf(entity);
    const owner = tags[OWNER_KEY];
    return { entityRef: null, owners: owner ? [lower(owner)] : [] };
  }

  entity(entityRef: string): Ownership | undefined {
    const entity = this.#byRef.get(lower(entityRef));
    return entity && ownershipOf(entity);
  }

  #add(entity: CatalogEntity): void {
    const { entityRef, kubernetesId, namespace, selector, serviceAccounts } =
      entity;
    this.#byRef.set(entityRef, entity);
    if (selector)
      this.#selectors.push({ requirements: selector, value: entity });
    for (const ref of serviceAccounts) {
      listedIn(this.#byServiceAccount, ref, entity);
    }
    if (kubernetesId) listedIn(this.#byKubernetesId, kubernetesId, entity);
    if (!entity.isComponent) return;
    if (namespace) listedIn(this.#byNamespace, namespace, entity);
    const { name } = parseEntityRef(entityRef);
    for (const known of new Set([name, lower(kubernetesId ?? name)])) {
      listedIn(this.#byName, known, entity);
    }
  }

  #linked(object: NamespacedObject): CatalogEntity | undefined {
    const { linkedTo = '' } = object;
    return this.#linkable(object, this.#byRef.get(lower(linkedTo)));
  }

  /** A link is a claim as the entity's own annotation is one, and stricter: all owners of the entity may use the namespace, so that it shows nobody more. */
  #linkable(
    object: NamespacedObject,
    entity: CatalogEntity | undefined,
  ): CatalogEntity | undefined {
    if (!entity) return undefined;
    const { cluster, namespace } = object;
    const owners = this.#ownersOfNamespace(cluster, namespace);
    return this.#claims(object, [entity]).find(claim =>
      claim.owners.every(owner => owners.includes(owner)),
    );
  }

  /** What the object names: a claim of anyone who may write in its namespace. */
  #named({ annotations }: NamespacedObject): CatalogEntity[] {
    const entity = this.#byRef.get(lower(annotations[ENTITY_KEY] ?? ''));
    return entity ? [entity] : [];
  }

  /** What the ServiceAccount names, where it may, or where the entity names it back. */
  #agreed(object: NamespacedObject): CatalogEntity | undefined {
    const named = this.#named(object);
    return (
      this.#claimed(object, named) ??
      named.find(({ serviceAccounts }) =>
        serviceAccounts.includes(formatServiceAccountRef(object)),
      )
    );
  }

  #labeled(object: NamespacedObject): CatalogEntity | undefined {
    const { labels } = object;
    this.#bySelector ??= SelectorIndex.create(this.#selectors);
    return (
      this.#claimed(
        object,
        this.#byKubernetesId.get(labels[KUBERNETES_ID_LABEL] ?? ''),
      ) ?? this.#claimed(object, this.#bySelector.meetingAll(labels))
    );
  }

  #ofNamespace(object: NamespacedObject): CatalogEntity | undefined {
    const { cluster, namespace } = object;
    const key = `${cluster}/${namespace}`;
    if (!this.#onlyOf.has(key)) {
      const claims = this.#claims(object, this.#byNamespace.get(namespace));
      this.#onlyOf.set(key, claims.length === 1 ? claims[0] : undefined);
    }
    return this.#onlyOf.get(key);
  }

  /** The first by name, so that the answer does not depend on the order of the catalog. */
  #claimed(
    object: NamespacedObject,
    candidates: CatalogEntity[] | undefined,
  ): CatalogEntity | undefined {
    const [first] = this.#claims(object, candidates).sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    );
    return first;
  }

  #claims(
    { cluster, namespace }: NamespacedObject,
    candidates: CatalogEntity[] = [],
  ): CatalogEntity[] {
    if (candidates.length === 0) return [];
    const owners = this.#ownersOfNamespace(cluster, namespace);
    return candidates.filter(
      entity =>
        (entity.cluster ?? cluster) === cluster &&
        (entity.namespace ?? namespace) === namespace &&
        entity.owners.some(owner => owners.includes(owner)),
    );
  }

  #ownersOfNamespace(cluster: string, namespace: string): string[] {
    const key = `${cluster}/${namespace}`;
    const known = this.#ownersOf.get(key);
    if (known) return known;
    const config = this.#clusters.get(cluster);
    const owners = config
      ? ownersOfNamespace(this.#rules, config, namespace)
      : [];
    this.#ownersOf.set(key, owners);
    return owners;
  }

  #ownership(
    { cluster, namespace }: NamespacedObject,
    entity: CatalogEntity | undefined,
  ): Ownership {
    return entity
      ? ownershipOf(entity)
      : {
          entityRef: null,
          owners: this.#ownersOfNamespace(cluster, namespace),
        };
  }
}

/**
 * Joins what scans find to the catalog. In this order: the object names the entity; the entity names the ServiceAccount; an administrator linked them; label and annotation
 * `backstage.io/kubernetes-id` are the same; the label selector of the entity meets the object; the entity is the only component that names the
 * namespace. What an entity or an object says is a claim of its author: it counts only where the administrators' rules give the namespace to an owner of
 * the entity, or where a ServiceAccount and an entity name each other. Without an entity, owners are those to whom the rules give the namespace.
 */
export function createCatalogIndex(
  entities: Entity[],
  options: { rules: NamespaceRule[]; clusters: ClusterConfig[] },
): CatalogIndex {
  const index = new Index(options.rules, options.clusters);
  index.add(entities);
  return index;
}
