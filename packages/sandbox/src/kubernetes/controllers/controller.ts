import type { ObjectApi } from '../objectApi';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';

/** A change that controllers react to. */
export interface Change {
  definition: ResourceDefinition;
  object: KubeObject;
  previous?: KubeObject;
  removed?: boolean;
  /** Whether a removal keeps the objects that the removed object owned. */
  orphan?: boolean;
}

export type Controller = (api: ObjectApi, change: Change) => void;

/** Checks whether a change is about an object of this resource, and narrows its type. */
export function isOf<T extends KubeObject>(
  definition: ResourceDefinition<T>,
  change: Change,
): change is Change & { object: T; previous?: T } {
  return (
    change.definition.group === definition.group &&
    change.definition.resource === definition.resource
  );
}
