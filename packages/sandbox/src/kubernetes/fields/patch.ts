import type { Json, JsonObject } from '../json';
import { isJsonObject, jsonEqual } from '../json';
import { badRequest, StatusError } from '../status';
import { isSetList, mergeKeyOf } from './mergeKeys';

/** Applies a JSON Merge Patch (RFC 7396). */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) {
    return patch;
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else if (value !== undefined) {
      result[key] = mergePatch(result[key], value);
    }
  }
  return result;
}

/** Applies a strategic merge patch (Kubernetes, "Update API Objects in Place Using kubectl patch") to the resources that the sandbox serves. */
export function strategicMergePatch(
  target: Json | undefined,
  patch: Json,
): Json {
  if (!isJsonObject(patch)) {
    return patch;
  }
  if (patch.$patch === 'replace') {
    return { ...patch, $patch: undefined };
  }
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  const retain = patch.$retainKeys;
  if (Array.isArray(retain)) {
    for (const key of Object.keys(result)) {
      if (!retain.includes(key)) {
        delete result[key];
      }
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/') && Array.isArray(value)) {
      const field = key.slice('$deleteFromPrimitiveList/'.length);
      const list = result[field];
      result[field] = Array.isArray(list)
        ? list.filter(item => !value.includes(item))
        : undefined;
    } else if (key.startsWith('$')) {
      continue;
    } else if (value === null) {
      delete result[key];
    } else if (value !== undefined) {
      result[key] = mergeField(key, result[key], value);
    }
  }
  return result;
}

function mergeField(
  field: string,
  target: Json | undefined,
  patch: Json,
): Json {
  if (!Array.isArray(patch)) {
    return strategicMergePatch(target, patch);
  }
  const base = Array.isArray(target) ? target : [];
  const mergeKey = mergeKeyOf(field);
  if (isSetList(field)) {
    return [...base, ...patch.filter(item => !base.includes(item))];
  }
  if (!mergeKey) {
    return patch;
  }
  const items = patch.filter(isJsonObject);
  const replace = items.some(item => item.$patch === 'replace');
  const list = replace ? [] : [...base];
  for (const item of items.filter(({ $patch }) => $patch !== 'replace')) {
    const index = list.findIndex(
      existing =>
        isJsonObject(existing) && jsonEqual(existing[mergeKey], item[mergeKey]),
    );
    if (item.$patch === 'delete') {
      list.splice(index, index < 0 ? 0 : 1);
    } else if (index < 0) {
      list.push(strategicMergePatch(undefined, item));
    } else {
      list[index] = strategicMergePatch(list[index], item);
    }
  }
  return list;
}

/**
 * Applies a JSON Patch (RFC 6902).
 * @throws StatusError 400 if the patch is malformed, 422 if it does not fit the object
 */
export function jsonPatch(target: Json, patch: Json): Json {
  if (!Array.isArray(patch)) {
    throw badRequest('json patch must be an array of operations');
  }
  return patch.reduce<Json>((document, operation) => {
    if (!isJsonObject(operation) || typeof operation.path !== 'string') {
      throw badRequest('json patch operation must have a string path');
    }
    return applyOperation(document, operation, operation.path);
  }, structuredClone(target));
}

function applyOperation(
  document: Json,
  { op, value = null, from }: JsonObject,
  path: string,
): Json {
  switch (op) {
    case 'add':
      return write(document, path, value, 'add');
    case 'replace':
      read(document, path);
      return write(document, path, value, 'replace');
    case 'remove':
      read(document, path);
      return write(document, path, undefined, 'remove');
    case 'copy':
      return write(document, path, read(document, String(from)), 'add');
    case 'move': {
      const moved = read(document, String(from));
      return write(
        write(document, String(from), undefined, 'remove'),
        path,
        moved,
        'add',
      );
    }
    case 'test':
      if (!jsonEqual(read(document, path), value)) {
        throw doesNotFit();
      }
      return document;
    default:
      throw badRequest(`json patch has no operation ${JSON.stringify(op)}`);
  }
}

function segments(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(segment => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(node: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(node)) {
    return node[Number(segment)];
  }
  return isJsonObject(node) ? node[segment] : undefined;
}

function read(document: Json, path: string): Json {
  const found = segments(path).reduce<Json | undefined>(child, document);
  if (found === undefined) {
    throw doesNotFit();
  }
  return structuredClone(found);
}

function write(
  document: Json,
  path: string,
  value: Json | undefined,
  how: 'add' | 'replace' | 'remove',
): Json {
  const steps = segments(path);
  const last = steps.pop();
  if (last === undefined) {
    return value ?? null;
  }
  const parent = steps.reduce<Json | undefined>(child, document);
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) {
      throw doesNotFit();
    }
    parent.splice(
      index,
      how === 'add' ? 0 : 1,
      ...(value === undefined ? [] : [value]),
    );
  } else if (isJsonObject(parent)) {
    if (value === undefined) {
      delete parent[last];
    } else {
      parent[last] = value;
    }
  } else {
    throw doesNotFit();
  }
  return document;
}

function doesNotFit(): StatusError {
  return new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    { group: '', kind: '' },
  );
}
