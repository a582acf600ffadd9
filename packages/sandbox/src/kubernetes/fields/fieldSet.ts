import type { Json, JsonObject } from '../json';
import { isJsonObject } from '../json';
import type { KubeObject } from '../objects';
import { isSetList, mergeKeyOf } from './mergeKeys';

/**
 * A field of an object as a path in the notation of `FieldsV1` (Kubernetes, "Server-Side Apply"): segments `f:name`, `k:{"key":"value"}` for an item
 * of a keyed list, and `v:"value"` for an item of a set. Line feeds join the segments, because no segment can contain one.
 */
export type FieldPath = string;

/** The segment that stands for an item itself, as opposed to its fields. */
const SELF = '.';

const SYSTEM_FIELDS = new Set([
  'f:apiVersion',
  'f:kind',
  'f:metadata',
  ...[
    'name',
    'generateName',
    'namespace',
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields',
    'selfLink',
  ].map(field => `f:metadata\nf:${field}`),
]);

function isSystemField(path: FieldPath): boolean {
  const [first, second] = path.split('\n');
  return (
    SYSTEM_FIELDS.has(path) ||
    (first === 'f:metadata' && SYSTEM_FIELDS.has(`${first}\n${second}`))
  );
}

/** Returns every field of an object that a manager can own, with its value. */
export function fieldsOf(object: KubeObject): Map<FieldPath, Json> {
  const fields = new Map<FieldPath, Json>();
  collect(object, [], fields);
  for (const path of [...fields.keys()]) {
    if (isSystemField(path)) {
      fields.delete(path);
    }
  }
  return fields;
}

function collect(
  value: Json,
  path: string[],
  fields: Map<FieldPath, Json>,
): void {
  const last = path.at(-1);
  const field = last?.startsWith('f:') ? last.slice(2) : '';
  const mergeKey = mergeKeyOf(field);
  if (isJsonObject(value) && (path.length === 0 || Object.keys(value).length)) {
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) {
        collect(item, [...path, `f:${key}`], fields);
      }
    }
  } else if (Array.isArray(value) && mergeKey && value.every(isJsonObject)) {
    for (const item of value) {
      const itemPath = [...path, itemSegment(mergeKey, item)];
      fields.set([...itemPath, SELF].join('\n'), null);
      collect(item, itemPath, fields);
    }
  } else if (Array.isArray(value) && isSetList(field)) {
    for (const item of value) {
      fields.set([...path, `v:${JSON.stringify(item)}`].join('\n'), item);
    }
  } else {
    fields.set(path.join('\n'), value);
  }
}

/** Returns the segment of an item of a keyed list. */
export function itemSegment(mergeKey: string, item: JsonObject): string {
  return `k:${JSON.stringify({ [mergeKey]: item[mergeKey] ?? null })}`;
}

/** Converts paths to the tree that `managedFields` contains. */
export function toFieldsV1(paths: Iterable<FieldPath>): JsonObject {
  const root: JsonObject = {};
  for (const path of [...paths].sort()) {
    let node = root;
    for (const segment of path.split('\n')) {
      const child = node[segment];
      const next = isJsonObject(child) ? child : {};
      node[segment] = next;
      node = next;
    }
  }
  return root;
}

/** The reverse of `toFieldsV1`. */
export function fromFieldsV1(tree: JsonObject, prefix = ''): FieldPath[] {
  return Object.entries(tree).flatMap(([segment, child]) => {
    const path = prefix === '' ? segment : `${prefix}\n${segment}`;
    return isJsonObject(child) && Object.keys(child).length > 0
      ? fromFieldsV1(child, path)
      : [path];
  });
}

/** Formats a path as conflict messages show it: `.metadata.annotations.key`. */
export function describePath(path: FieldPath): string {
  return path
    .split('\n')
    .filter(segment => segment !== SELF)
    .map(segment => {
      const text = segment.slice(2);
      if (segment.startsWith('f:')) {
        return `.${text}`;
      }
      return segment.startsWith('k:')
        ? `[${text.slice(1, -1).replace(/^"(\w+)":/, '$1=')}]`
        : `[=${text}]`;
    })
    .join('');
}
