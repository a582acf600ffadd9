import type { KubeObject } from './objects';
import type { ResourceDefinition } from './resources/definition';
import { subjectOf } from './resources/definition';
import { alreadyExists, conflict, expired, notFound } from './status';

/** One change of the store, as a watch receives it. */
export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  definition: ResourceDefinition;
  object: KubeObject;
  /** The previous object. Absent for an added object. */
  previous?: KubeObject;
  revision: number;
}

/** The number of events to keep for watches that start in the past. */
const HISTORY = 10_000;

/**
 * Stores the objects of one cluster, as etcd would. Objects are immutable: to change one, clone it and store the clone with `replace`, which rejects
 * a clone of an older version.
 */
export class KubeStore {
  #revision = 1;
  /** The objects by resource, then namespace (`''` for cluster-wide resources), then name. */
  readonly #objects = new Map<string, Map<string, Map<string, KubeObject>>>();
  /** The sorted lists that were read since a resource last changed, by resource, then namespace (undefined for all). */
  readonly #sorted = new Map<
    string,
    Map<string | undefined, readonly KubeObject[]>
  >();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  readonly #history: StoreEvent[] = [];

  /** The newest resourceVersion. */
  get revision(): number {
    return this.#revision;
  }

  get<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace: string,
    name: string,
  ): T | undefined {
    return this.#bucket(definition, namespace).get(name) as T | undefined;
  }

  /** Returns the objects of one namespace, or of all, in no particular order. */
  all<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace?: string,
  ): T[] {
    const buckets =
      namespace === undefined
        ? [...(this.#objects.get(keyOf(definition))?.values() ?? [])]
        : [this.#bucket(definition, namespace)];
    return buckets.flatMap(bucket => [...bucket.values()] as T[]);
  }

  /** Like `all`, but sorted by namespace and name, as etcd sorts its keys. The sorted list is kept until the resource changes. */
  list<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace?: string,
  ): readonly T[] {
    const lists = getOrMake(
      this.#sorted,
      keyOf(definition),
      () => new Map<string | undefined, readonly KubeObject[]>(),
    );
    return getOrMake(lists, namespace, () =>
      this.all(definition, namespace)
        .map(object => ({ object, key: sortKey(object) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ object }) => object),
    ) as readonly T[];
  }

  /**
   * Like `list`, but as of a revision.
   * @throws StatusError 410 Expired if the history does not reach back far enough
   */
  listAt(
    definition: ResourceDefinition,
    revision: number,
    namespace?: string,
  ): readonly KubeObject[] {
    const since =
      revision === this.#revision
        ? []
        : this.eventsAfter(revision).filter(
            ({ definition: changed, object }) =>
              keyOf(changed) === keyOf(definition) &&
              (namespace === undefined ||
                object.metadata.namespace === namespace),
          );
    const now = this.list(definition, namespace);
    if (since.length === 0) {
      return now;
    }
    const found = new Map(now.map(object => [sortKey(object), object]));
    for (const { object, previous } of since.reverse()) {
      if (previous) {
        found.set(sortKey(object), previous);
      } else {
        found.delete(sortKey(object));
      }
    }
    return [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Returns the objects of a resource that belong to an owner, given by its UID. */
  dependents<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    ownerUid: string,
  ): T[] {
    const prefix = `${keyOf(definition)}\n`;
    return [...(this.#dependents.get(ownerUid) ?? [])]
      .filter(key => key.startsWith(prefix))
      .flatMap(key => {
        const [, namespace, name] = key.split('\n');
        return this.get(definition, namespace, name) ?? [];
      });
  }

  /** Loads an object of another cluster with its version, from which later ones count. Replaces one of the same name. Does not notify watches. */
  load(definition: ResourceDefinition, object: KubeObject): void {
    const { namespace = '', name, resourceVersion } = object.metadata;
    const version = /^\d+$/.test(resourceVersion ?? '')
      ? Number(resourceVersion)
      : this.#revision + 1;
    this.#revision = Math.max(this.#revision, version);
    this.#sorted.delete(keyOf(definition));
    this.#index(definition, this.get(definition, namespace, name), 'delete');
    const loaded = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(version) },
    };
    this.#bucket(definition, namespace).set(name, loaded);
    this.#index(definition, loaded, 'add');
  }

  /** @throws StatusError 409 AlreadyExists */
  insert<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    object: T,
  ): T {
    const bucket = this.#bucket(definition, object.metadata.namespace ?? '');
    if (bucket.has(object.metadata.name)) {
      throw alreadyExists(subjectOf(definition, object.metadata.name));
    }
    return this.#write('ADDED', definition, object);
  }

  /** @throws StatusError 404 NotFound, or 409 Conflict if the object has changed since it was read */
  replace<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    object: T,
  ): T {
    const { namespace = '', name, resourceVersion } = object.metadata;
    const previous = this.get(definition, namespace, name);
    if (!previous) {
      throw notFound(subjectOf(definition, name));
    }
    if (
      resourceVersion !== undefined &&
      resourceVersion !== '' &&
      resourceVersion !== previous.metadata.resourceVersion
    ) {
      throw conflict(
        subjectOf(definition, name),
        'the object has been modified; please apply your changes to the latest version and try again',
      );
    }
    return this.#write('MODIFIED', definition, object, previous);
  }

  /** @throws StatusError 404 NotFound */
  remove<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace: string,
    name: string,
  ): T {
    const previous = this.get(definition, namespace, name);
    if (!previous) {
      throw notFound(subjectOf(definition, name));
    }
    return this.#write('DELETED', definition, previous, previous);
  }

  /** Calls the listener at each change from now on. Returns a function that unsubscribes it. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws StatusError 410 Expired if the history does not reach back far enough */
  eventsAfter(revision: number): StoreEvent[] {
    const oldest = this.#history[0]?.revision ?? this.#revision + 1;
    if (revision < oldest - 1) {
      throw expired(`too old resource version: ${revision} (${oldest})`);
    }
    return this.#history.filter(event => event.revision > revision);
  }

  #bucket(
    definition: ResourceDefinition,
    namespace: string,
  ): Map<string, KubeObject> {
    const namespaces = getOrMake(
      this.#objects,
      keyOf(definition),
      () => new Map<string, Map<string, KubeObject>>(),
    );
    return getOrMake(
      namespaces,
      namespace,
      () => new Map<string, KubeObject>(),
    );
  }

  #write<T extends KubeObject>(
    type: StoreEvent['type'],
    definition: ResourceDefinition<T>,
    object: T,
    previous?: T,
  ): T {
    this.#revision += 1;
    const written = {
      ...object,
      metadata: {
        ...object.metadata,
        resourceVersion: String(this.#revision),
      },
    };
    const { namespace = '', name } = written.metadata;
    this.#sorted.delete(keyOf(definition));
    const bucket = this.#bucket(definition, namespace);
    this.#index(definition, previous, 'delete');
    if (type === 'DELETED') {
      bucket.delete(name);
    } else {
      bucket.set(name, written);
      this.#index(definition, written, 'add');
    }
    const event: StoreEvent = {
      type,
      definition,
      object: written,
      previous,
      revision: this.#revision,
    };
    this.#history.push(event);
    if (this.#history.length > 2 * HISTORY) {
      this.#history.splice(0, HISTORY);
    }
    for (const listener of [...this.#listeners]) {
      listener(event);
    }
    return written;
  }

  #index(
    definition: ResourceDefinition,
    object: KubeObject | undefined,
    change: 'add' | 'delete',
  ): void {
    if (!object) {
      return;
    }
    const { namespace = '', name, ownerReferences = [] } = object.metadata;
    for (const { uid } of ownerReferences) {
      const keys = getOrMake(this.#dependents, uid, () => new Set<string>());
      keys[change](`${keyOf(definition)}\n${namespace}\n${name}`);
      if (keys.size === 0) {
        this.#dependents.delete(uid);
      }
    }
  }
}

function keyOf({ group, resource }: ResourceDefinition): string {
  return `${group}/${resource}`;
}

/** Returns a key that orders objects by namespace, then name. */
export function sortKey({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}\u0000${metadata.name}`;
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) {
    return found;
  }
  const made = make();
  map.set(key, made);
  return made;
}
