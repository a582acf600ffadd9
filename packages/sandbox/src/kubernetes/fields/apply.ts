import type { Json, JsonObject } from '../json';
import { isJsonObject, jsonEqual } from '../json';
import type { KubeObject, ManagedFieldsEntry } from '../objects';
import type { Cause } from '../status';
import { StatusError } from '../status';
import type { FieldPath } from './fieldSet';
import { describePath, fieldsOf, itemSegment } from './fieldSet';
import type { Managed } from './managedFields';
import { isOwn, newEntry, readManaged, writeManaged } from './managedFields';
import { isSetList, mergeKeyOf } from './mergeKeys';

/**
 * Server-side apply: merges the fields of `config` into `live`, removes the fields that this manager applied earlier and now omits, and updates the
 * field ownership.
 * @throws StatusError 409 if another manager owns a field with a different value and `force` is false
 */
export function serverSideApply(
  live: JsonObject & KubeObject,
  config: JsonObject & KubeObject,
  options: { manager: string; force: boolean; time: string },
): { object: JsonObject; managedFields: ManagedFieldsEntry[] } {
  const writer = { manager: options.manager, operation: 'Apply' as const };
  const applied = fieldsOf(config);
  const managed = accountOf(live, options.time);
  const others = managed.filter(({ entry }) => !isOwn(entry, writer));
  settleConflicts(applied, fieldsOf(live), others, options.force);

  const own = managed.find(({ entry }) => isOwn(entry, writer));
  const dropped = [...(own?.paths ?? [])].filter(
    path => !applied.has(path) && !others.some(({ paths }) => paths.has(path)),
  );
  const object = overlay(remove(live, dropped, ''), config, '');
  const changed = !own || !sameSet(own.paths, applied);
  const entry =
    own && !changed && jsonEqual(object, live)
      ? own.entry
      : newEntry(config.apiVersion, writer, options.time);
  return {
    object: isJsonObject(object) ? object : live,
    managedFields: writeManaged([
      ...others,
      { entry, paths: new Set(applied.keys()) },
    ]),
  };
}

/** Returns the field owners of an object. Fields of an object without `managedFields` belong to an unknown manager. */
function accountOf(live: KubeObject, time: string): Managed[] {
  const managed = readManaged(live);
  const paths = new Set(fieldsOf(live).keys());
  if (managed.length > 0 || paths.size === 0) return managed;
  const nobody = {
    manager: 'before-first-apply',
    operation: 'Update' as const,
  };
  return [{ entry: newEntry(live.apiVersion, nobody, time), paths }];
}

function sameSet(a: Set<FieldPath>, b: Map<FieldPath, Json>): boolean {
  return a.size === b.size && [...a].every(path => b.has(path));
}

function settleConflicts(
  applied: Map<FieldPath, Json>,
  live: Map<FieldPath, Json>,
  others: Managed[],
  force: boolean,
): void {
  const found: Conflict[] = [];
  for (const [path, value] of applied) {
    const same = live.has(path) && jsonEqual(live.get(path), value);
    for (const { entry, paths } of same ? [] : others) {
      if (!paths.has(path)) {
        continue;
      }
      paths.delete(path);
      found.push({
        manager: describeManager(entry),
        field: describePath(path),
      });
    }
  }
  if (found.length > 0 && !force) {
    const causes = found.map(
      ({ manager, field }): Cause => ({
        reason: 'FieldManagerConflict',
        field,
        message: `conflict with ${manager}`,
      }),
    );
    throw new StatusError(409, 'Conflict', describeConflicts(found), {
      group: '',
      kind: '',
      causes,
    });
  }
}

/** An applied field that another manager owns with a different value. */
interface Conflict {
  manager: string;
  field: string;
}

/** Describes conflicts: a single one in one line, several as a list per manager. */
function describeConflicts(found: Conflict[]): string {
  if (found.length === 1) {
    const [{ manager, field }] = found;
    return `Apply failed with 1 conflict: conflict with ${manager}: ${field}`;
  }
  const managers = [...new Set(found.map(({ manager }) => manager))].sort();
  const lines = managers.flatMap(manager => [
    `conflicts with ${manager}:`,
    ...found
      .filter(conflict => conflict.manager === manager)
      .map(({ field }) => `- ${field}`),
  ]);
  return `Apply failed with ${found.length} conflicts: ${lines.join('\n')}`;
}

/** Describes a manager. A manager that applies is identified by name, and one that updates also by API version. */
function describeManager(entry: ManagedFieldsEntry): string {
  const { manager, operation, apiVersion, subresource } = entry;
  const name = `${JSON.stringify(manager)}${
    subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''
  }`;
  return operation === 'Apply' ? name : `${name} using ${apiVersion}`;
}

function overlay(base: Json | undefined, config: Json, field: string): Json {
  if (isJsonObject(config)) {
    const merged: JsonObject = isJsonObject(base) ? { ...base } : {};
    for (const [key, value] of Object.entries(config)) {
      if (value !== undefined) {
        merged[key] = overlay(merged[key], value, key);
      }
    }
    return merged;
  }
  const mergeKey = mergeKeyOf(field);
  if (Array.isArray(config) && Array.isArray(base)) {
    if (isSetList(field)) {
      return [...base, ...config.filter(item => !base.includes(item))];
    }
    if (mergeKey) {
      return overlayKeyed(base, config, mergeKey);
    }
  }
  return config;
}

function overlayKeyed(base: Json[], config: Json[], mergeKey: string): Json[] {
  const keyOf = (item: Json) =>
    isJsonObject(item) ? itemSegment(mergeKey, item) : '';
  const rest = base.filter(
    item => !config.some(applied => keyOf(applied) === keyOf(item)),
  );
  return [
    ...config.map(item =>
      overlay(
        base.find(existing => keyOf(existing) === keyOf(item)),
        item,
        '',
      ),
    ),
    ...rest,
  ];
}

/** Returns the value without the fields at these paths. Objects and items that become empty are removed too. */
function remove(value: Json, paths: FieldPath[], field: string): Json {
  if (paths.length === 0) {
    return value;
  }
  const under = (segment: string) =>
    paths.flatMap(path =>
      path.startsWith(`${segment}\n`) ? path.slice(segment.length + 1) : [],
    );
  if (isJsonObject(value)) {
    const kept: JsonObject = {};
    for (const [key, item] of Object.entries(value)) {
      const inner = under(`f:${key}`);
      const result =
        item === undefined || paths.includes(`f:${key}`)
          ? undefined
          : remove(item, inner, key);
      if (result !== undefined && !(inner.length > 0 && isEmpty(result))) {
        kept[key] = result;
      }
    }
    return kept;
  }
  if (!Array.isArray(value)) {
    return value;
  }
  const mergeKey = mergeKeyOf(field);
  return value.flatMap(item => {
    const segment =
      mergeKey && isJsonObject(item)
        ? itemSegment(mergeKey, item)
        : `v:${JSON.stringify(item)}`;
    const inner = under(segment);
    return paths.includes(segment) || inner.includes('.')
      ? []
      : [remove(item, inner, '')];
  });
}

function isEmpty(value: Json): boolean {
  return (
    (Array.isArray(value) && value.length === 0) ||
    (isJsonObject(value) && Object.keys(value).length === 0)
  );
}
