import type { JsonObject } from '../json';
import type { KubeObject } from '../objects';
import type { ResourceDefinition } from '../resources/definition';

/** Whether the client would rather have a table, as `kubectl get` would (`Accept: application/json;as=Table`). */
export function wantsTable(accept: string | undefined): boolean {
  const [first = ''] = (accept ?? '').split(',');
  return /;\s*as=Table\b/.test(first);
}

/** Objects as the rows of a table (Kubernetes, "API Concepts", "Receiving resources as Tables"). */
export function toTable(
  definition: ResourceDefinition,
  objects: KubeObject[],
  metadata: JsonObject,
  now: Date,
  includeObject: string,
): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: definition.columns.map(
      ({ name, type = 'string', wide }) => ({
        name,
        type,
        format: name === 'Name' ? 'name' : '',
        description: name,
        priority: wide ? 1 : 0,
      }),
    ),
    rows: objects.map(object => ({
      cells: definition.columns.map(column => column.cell(object, now)),
      ...(includeObject !== 'None' && {
        object:
          includeObject === 'Object'
            ? object
            : {
                kind: 'PartialObjectMetadata',
                apiVersion: 'meta.k8s.io/v1',
                metadata: object.metadata,
              },
      }),
    })),
  };
}
