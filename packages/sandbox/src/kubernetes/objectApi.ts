import type { Cluster } from '../state/cluster';
import type { Writer } from './fields/managedFields';
import type { KubeObject, ManagedFieldsEntry } from './objects';
import type { ResourceDefinition } from './resources/definition';
import type { KubeStore } from './store';

export interface WriteOptions {
  writer: Writer;
  dryRun?: boolean;
  /** Given by server-side apply, which keeps this account itself. */
  managedFields?: ManagedFieldsEntry[];
}

export interface DeleteOptions {
  dryRun?: boolean;
  /** Leaves the objects that this one owns. */
  orphan?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** What controllers may ask of the API server, which runs them. */
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
