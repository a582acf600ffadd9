import type { Cluster } from '../state/cluster';
import { admitPod } from './admission/pod';
import { runControllers } from './controllers';
import { afterUpdate } from './fields/managedFields';
import type { JsonObject } from './json';
import { jsonEqual } from './json';
import { keptMeta, newMeta, randomSuffix, timestamp } from './metadata';
import { validateMeta } from './names';
import type { KubeObject, Pod } from './objects';
import {
  missingPaths,
  refuseInvalid,
  requirePreconditions,
  requireSame,
} from './refusals';
import type { ResourceDefinition } from './resources/definition';
import { subjectOf } from './resources/definition';
import { namespaces } from './resources/namespaces';
import { alreadyExists, forbidden, notFound } from './status';
import type { DeleteOptions, ObjectApi, WriteOptions } from './objectApi';
import type { KubeStore } from './store';

/**
 * Processes an object between request and store, as the API server does: defaults, validation, admission, and metadata. Then it runs the controllers,
 * which finish before a call returns.
 */
export class KubeApi implements ObjectApi {
  constructor(readonly cluster: Cluster, readonly now: () => Date) {}

  get store(): KubeStore {
    return this.cluster.store;
  }

  /**
   * Creates an object.
   * @throws StatusError 404 if the namespace does not exist, 403 if admission refuses, 409 if the object exists, 422 if it is invalid
   */
  create<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    given: T,
    { writer, dryRun = false, managedFields }: WriteOptions,
  ): T {
    const draft = structuredClone(given);
    draft.metadata = newMeta(draft.metadata, this.now());
    if (!draft.metadata.name && draft.metadata.generateName) {
      draft.metadata.name = `${draft.metadata.generateName}${randomSuffix()}`;
    }
    this.#requireNamespace(definition, draft);
    refuseInvalid(definition, draft, missingPaths(definition, draft));
    definition.setDefaults(draft);
    refuseInvalid(definition, draft, [
      ...validateMeta(draft.metadata, definition.nameRule),
      ...definition.validate(draft),
    ]);
    const object = isPod(draft)
      ? Object.assign(draft, admitPod(draft, this.cluster))
      : draft;
    const { namespace = '', name } = object.metadata;
    if (this.store.get(definition, namespace, name)) {
      throw alreadyExists(subjectOf(definition, name));
    }
    object.metadata.generation = definition.hasGeneration ? 1 : undefined;
    object.metadata.managedFields = orAbsent(
      managedFields ??
        afterUpdate(undefined, object, writer, timestamp(this.now())),
    );
    if (dryRun) {
      return object;
    }
    const created = this.store.insert(definition, object);
    runControllers(this, { definition, object: created });
    return created;
  }

  /**
   * Updates an object.
   * @throws StatusError 404 if it does not exist, 409 if it changed in the meantime, 422 if it is invalid
   */
  update<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    given: T,
    { writer, dryRun = false, managedFields }: WriteOptions,
  ): T {
    const object = structuredClone(given);
    const { namespace = '', name, resourceVersion, uid } = object.metadata;
    const live = this.read(definition, namespace, name);
    requireSame(definition, live, { uid, resourceVersion });
    object.metadata = keptMeta(object.metadata, live.metadata);
    refuseInvalid(definition, object, missingPaths(definition, object));
    definition.setDefaults(object);
    refuseInvalid(definition, object, [
      ...validateMeta(object.metadata, definition.nameRule),
      ...definition.validate(object),
      ...definition.validateUpdate(object, live),
    ]);
    if (definition.hasGeneration && specChanged(object, live)) {
      object.metadata.generation = (live.metadata.generation ?? 0) + 1;
    }
    object.metadata.managedFields = orAbsent(
      managedFields ?? afterUpdate(live, object, writer, timestamp(this.now())),
    );
    object.metadata.resourceVersion = live.metadata.resourceVersion;
    if (jsonEqual(object, live) || dryRun) {
      return object;
    }
    const updated = this.store.replace(definition, object);
    if (isReleased(updated)) {
      return this.#remove(definition, updated, false);
    }
    runControllers(this, { definition, object: updated, previous: live });
    return updated;
  }

  /** Stores the state that a kubelet or controller reports. Skips admission and field ownership. */
  setStatus<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    object: T,
  ): T {
    const { namespace = '', name } = object.metadata;
    const live = this.store.get(definition, namespace, name);
    if (!live || jsonEqual(object, live)) {
      return object;
    }
    const updated = this.store.replace(definition, object);
    runControllers(this, { definition, object: updated, previous: live });
    return updated;
  }

  /**
   * Deletes an object.
   * @throws StatusError 404 if it does not exist, 409 if a precondition fails
   */
  delete<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace: string,
    name: string,
    { dryRun = false, orphan = false, preconditions = {} }: DeleteOptions = {},
  ): T {
    const live = this.read(definition, namespace, name);
    requirePreconditions(definition, live, preconditions);
    if (dryRun) {
      return live;
    }
    const held = (live.metadata.finalizers ?? []).length > 0;
    if (!held && !isNamespace(definition)) {
      return this.#remove(definition, live, orphan);
    }
    if (live.metadata.deletionTimestamp) {
      return live;
    }
    const dying = structuredClone(live);
    dying.metadata.deletionTimestamp = timestamp(this.now());
    if (held) {
      dying.metadata.deletionGracePeriodSeconds = 0;
    }
    if (isNamespace(definition)) {
      Object.assign(dying, { status: { phase: 'Terminating' } });
    }
    const updated = this.store.replace(definition, dying);
    runControllers(this, { definition, object: updated, previous: live });
    return updated;
  }

  /** Removes an object permanently, with all objects that it owns. */
  #remove<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    live: T,
    orphan: boolean,
  ): T {
    const { namespace = '', name } = live.metadata;
    const removed = this.store.remove(definition, namespace, name);
    runControllers(this, {
      definition,
      object: removed,
      removed: true,
      orphan,
    });
    return removed;
  }

  /**
   * Returns an object.
   * @throws StatusError 404 if it does not exist
   */
  read<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace: string,
    name: string,
  ): T {
    const found = this.store.get(definition, namespace, name);
    if (!found) {
      throw notFound(subjectOf(definition, name));
    }
    return found;
  }

  /** Removes a terminating namespace after its objects are deleted. */
  finalizeNamespace(name: string): void {
    const namespace = this.store.get(namespaces, '', name);
    if (namespace?.metadata.deletionTimestamp) {
      this.#remove(namespaces, namespace, false);
    }
  }

  #requireNamespace(definition: ResourceDefinition, object: KubeObject): void {
    if (!definition.namespaced) {
      return;
    }
    const { namespace: name = '' } = object.metadata;
    const namespace = this.read(namespaces, '', name);
    if (namespace.status?.phase === 'Terminating') {
      throw forbidden(
        subjectOf(definition, object.metadata.name),
        `unable to create new content in namespace ${name} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${name} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      );
    }
  }
}

function orAbsent<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function isNamespace(definition: ResourceDefinition): boolean {
  return definition.group === '' && definition.resource === 'namespaces';
}

function isReleased({ metadata }: KubeObject): boolean {
  return (
    metadata.deletionTimestamp !== undefined &&
    (metadata.finalizers ?? []).length === 0
  );
}

function specChanged(object: JsonObject, live: JsonObject): boolean {
  return (
    !jsonEqual(object.spec, live.spec) ||
    !jsonEqual(object.webhooks, live.webhooks)
  );
}

function isPod(object: KubeObject): object is Pod {
  return object.kind === 'Pod';
}
