import type { Cluster } from '../state/cluster';
import type { Writer } from './fields/managedFields';
import type { KubeObject, ManagedFieldsEntry } from './objects';
import type { ResourceDefinition } from './resources/definition';
import type { KubeStore } from './store';

export interface WriteOptions {
  writer: Writer;
  dryRun?: boolean;
  /** Set by server-side apply, which computes `managedFields` itself. */
  managedFields?: ManagedFieldsEntry[];
}

export interface DeleteOptions {
  dryRun?: boolean;
  /** Whether to keep the objects that this one owns. */
  orphan?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** The API server operations that controllers can call. */
export interface ObjectApi {
  cluster: Cluster;
  store: KubeStore;
  now(): Date;
  create<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    given: T,
    options: WriteOptions,
  ): T;
  update<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    given: T,
    options: WriteOptions,
  ): T;
  setStatus<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    object: T,
  ): T;
  delete<T extends KubeObject>(
    definition: ResourceDefinition<T>,
    namespace: string,
    name: string,
    options?: DeleteOptions,
  ): T;
  finalizeNamespace(name: string): void;
}
