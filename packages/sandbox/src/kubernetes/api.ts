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
 * What the API server does with an object between request and store: defaults, validation, admission, metadata; then the
 * controllers, which here have done their work before a call returns.
 */
export class KubeApi implements ObjectApi {
  constructor(readonly cluster: Cluster, readonly now: () => Date) {}

  get store(): KubeStore {
    return this.cluster.store;
  }

  /** @throws StatusError 404 no such namespace, 403 refused by admission, 409 exists, 422 invalid */
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

  /** @throws StatusError 404, 409 changed meanwhile, 422 invalid */
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

  /** What a kubelet or controller reports: no admission, no account of fields. */
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

  /** @throws StatusError 404, 409 when a precondition fails */
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

  /** Removes an object for good, with all that it owns. */
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

  /** @throws StatusError 404 */
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

  /** Removes a namespace whose objects are gone. */
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
