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

/** The entity of claims that are all of one: what several claim is of none, since anyone may write the claim and any owner into an entity of theirs. */
function onlyOf(claims: CatalogEntity[]): CatalogEntity | undefined {
  const [first] = claims;
  return claims.every(({ entityRef }) => entityRef === first.entityRef)
    ? first
    : undefined;
}

/** The strongest claims. A weaker one does not decide between them. */
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
  /** Made of all of them when it is first asked for. */
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
    // Somebody else may have registered an entity of that name since.
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
 * Joins what scans find to the catalog. In this order: the object names the entity; the entity names the ServiceAccount; an administrator linked them; label and annotation
 * `backstage.io/kubernetes-id` are the same; the label selector of the entity meets the object; the entity is a component that names the
 * namespace. Of several entities in the same place of that order, and without a link, it is none's. What an entity or an object says is a claim of its author: it counts only where the administrators' rules give the namespace to an owner of
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
