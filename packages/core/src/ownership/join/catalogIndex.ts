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
import { ownershipByTag, ownershipOf, ownershipOfAll } from './ownershipOf';
import { SelectorIndex, type SelectorEntry } from './SelectorIndex';

/** The parts of a cluster object that decide its ownership. */
export interface NamespacedObject {
  cluster: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** The entity that an administrator linked the object to. */
  linkedTo?: string;
}

/** The only component to which an object without an entity likely belongs, and the reason. */
export interface ProposedEntity {
  entityRef: string;
  reason: string;
}

/** The parts of a role that decide its ownership. */
interface RoleObject {
  accountId: string;
  tags: Record<string, string>;
  /** The ownership of the ServiceAccounts and workloads that have the role. */
  holders: Ownership[];
}

/** Determines the ownership of objects from the catalog. */
export interface CatalogIndex {
  /** Adds entities to the index. Callers add the catalog in batches, because adding all of it at once would block the process. */
  add(entities: Entity[]): void;
  serviceAccount(object: NamespacedObject): Ownership;
  /** Checks whether the object's link is valid. */
  isLinkable(object: NamespacedObject): boolean;
  /** Proposes an entity for a ServiceAccount that belongs to none. `tags` are the tags of its role. The entity counts only once it is linked. */
  proposal(
    object: NamespacedObject & { tags: Record<string, string> },
  ): ProposedEntity | undefined;
  /** Returns the ownership of a workload. `serviceAccount` is the ownership of its ServiceAccount, which is the fallback. */
  workload(
    object: NamespacedObject & { serviceAccount?: Ownership },
  ): Ownership;
  role(object: RoleObject): Ownership;
  /** Returns the ownership of objects created for an entity; undefined if the catalog has no such entity. */
  entity(entityRef: string): Ownership | undefined;
}

const lower = (text: string) => text.toLocaleLowerCase('en-US');

function listedIn<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Returns the one entity that all claims name. Conflicting claims count for none, since anyone can write any owner into an entity. */
function onlyOf(claims: CatalogEntity[]): CatalogEntity | undefined {
  const [first] = claims;
  return claims.every(({ entityRef }) => entityRef === first.entityRef)
    ? first
    : undefined;
}

/** Returns the strongest claims. Weaker claims do not decide between them. */
function firstOf(...claims: CatalogEntity[][]): CatalogEntity[] {
  return claims.find(({ length }) => length > 0) ?? [];
}

class Index implements CatalogIndex {
  readonly #rules: NamespaceRule[];
  readonly #clusters: Map<string, ClusterConfig>;
  readonly #byRef = new Map<string, CatalogEntity>();
  readonly #byServiceAccount = new Map<string, CatalogEntity[]>();
  readonly #byKubernetesId = new Map<string, CatalogEntity[]>();
  readonly #selectors: SelectorEntry<CatalogEntity>[] = [];
  /** The index of all selectors, created on first use. */
  #bySelector: SelectorIndex<CatalogEntity> | undefined;
  readonly #byNamespace = new Map<string, CatalogEntity[]>();
  /** Components by their names and Kubernetes IDs. */
  readonly #byName = new Map<string, CatalogEntity[]>();
  readonly #ownersOf = new Map<string, string[]>();
  readonly #inNamespace = new Map<string, CatalogEntity[]>();

  constructor(rules: NamespaceRule[], clusters: ClusterConfig[]) {
    this.#rules = rules;
    this.#clusters = new Map(clusters.map(cluster => [cluster.name, cluster]));
  }

  add(entities: Entity[]): void {
    for (const entity of entities) this.#add(catalogEntityOf(entity));
    this.#bySelector = undefined;
    this.#inNamespace.clear();
  }

  serviceAccount(object: NamespacedObject): Ownership {
    const agreed = this.#agreed(object);
    const claims = this.#claims(
      object,
      this.#byServiceAccount.get(formatServiceAccountRef(object)),
    );
    const entity =
      agreed ??
      onlyOf(claims) ??
      this.#linked(object) ??
      onlyOf(firstOf(claims, this.#labeled(object), this.#ofNamespace(object)));
    return this.#ownership(object, entity);
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
    const own = firstOf(
      this.#claims(object, this.#named(object)),
      this.#labeled(object),
    );
    const { serviceAccount } = object;
    return own.length === 0 &&
      serviceAccount &&
      serviceAccount.entityRef !== null
      ? serviceAccount
      : this.#ownership(
          object,
          onlyOf(firstOf(own, this.#ofNamespace(object))),
        );
  }

  role({ tags, holders }: RoleObject): Ownership {
    if (holders.length > 0) return ownershipOfAll(holders);
    const tagged = ownershipByTag(tags[OWNER_KEY]);
    const entity = this.#byRef.get(lower(tags[ENTITY_KEY] ?? ''));
    // Someone else could have registered an entity of that name since.
    return entity?.owners.some(owner => tagged.owners.includes(owner))
      ? ownershipOf(entity)
      : tagged;
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

  /** Accepts a linked entity like a claim, but requires that all its owners may use the namespace, so that a link reveals nothing to others. */
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

  /** Returns the entity that the object names. Anyone who can write in its namespace can make this claim. */
  #named({ annotations }: NamespacedObject): CatalogEntity[] {
    const entity = this.#byRef.get(lower(annotations[ENTITY_KEY] ?? ''));
    return entity ? [entity] : [];
  }

  /** Returns the entity that the ServiceAccount names, if the rules allow the claim or the entity also names the ServiceAccount. */
  #agreed(object: NamespacedObject): CatalogEntity | undefined {
    const named = this.#named(object);
    return (
      onlyOf(this.#claims(object, named)) ??
      named.find(({ serviceAccounts }) =>
        serviceAccounts.includes(formatServiceAccountRef(object)),
      )
    );
  }

  #labeled(object: NamespacedObject): CatalogEntity[] {
    const { labels } = object;
    this.#bySelector ??= SelectorIndex.create(this.#selectors);
    return firstOf(
      this.#claims(
        object,
        this.#byKubernetesId.get(labels[KUBERNETES_ID_LABEL] ?? ''),
      ),
      this.#claims(object, this.#bySelector.meetingAll(labels)),
    );
  }

  #ofNamespace(object: NamespacedObject): CatalogEntity[] {
    const { cluster, namespace } = object;
    const key = `${cluster}/${namespace}`;
    const known = this.#inNamespace.get(key);
    if (known) return known;
    const claims = this.#claims(object, this.#byNamespace.get(namespace));
    this.#inNamespace.set(key, claims);
    return claims;
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
 * Creates an index that joins scanned objects to the catalog, in this order: the object names the entity; the entity names the ServiceAccount; an
 * administrator linked them; label and annotation `backstage.io/kubernetes-id` are equal; the entity's label selector matches; the component names
 * the namespace. Several unlinked entities at the same place count for none. A claim counts only if the rules give the namespace to an owner of the
 * entity, or if a ServiceAccount and an entity name each other. Without an entity, the owners are those of the namespace by the rules.
 */
export function createCatalogIndex(
  entities: Entity[],
  options: { rules: NamespaceRule[]; clusters: ClusterConfig[] },
): CatalogIndex {
  const index = new Index(options.rules, options.clusters);
  index.add(entities);
  return index;
}
