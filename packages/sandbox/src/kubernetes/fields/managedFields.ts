import { isJsonObject, jsonEqual } from '../json';
import type { KubeObject, ManagedFieldsEntry } from '../objects';
import type { FieldPath } from './fieldSet';
import { fieldsOf, fromFieldsV1, toFieldsV1 } from './fieldSet';

/** The field manager of a write, and its kind of operation. */
export interface Writer {
  manager: string;
  operation: 'Apply' | 'Update';
  subresource?: string;
}

/** An entry of `managedFields` with its fields as a set of paths. */
export interface Managed {
  entry: ManagedFieldsEntry;
  paths: Set<FieldPath>;
}

export function readManaged(object: KubeObject | undefined): Managed[] {
  return (object?.metadata.managedFields ?? []).map(entry => ({
    entry,
    paths: new Set(fromFieldsV1(entry.fieldsV1)),
  }));
}

export function writeManaged(managed: Managed[]): ManagedFieldsEntry[] {
  return managed
    .filter(({ paths }) => paths.size > 0)
    .map(({ entry, paths }) => ({ ...entry, fieldsV1: toFieldsV1(paths) }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function orderOf({ operation, time, manager }: ManagedFieldsEntry): string {
  return [operation, time, manager].join(' ');
}

/** Checks whether an entry belongs to the writer. */
export function isOwn(entry: ManagedFieldsEntry, writer: Writer): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === writer.operation &&
    entry.subresource === writer.subresource
  );
}

/**
 * Returns the `managedFields` after an update. Changed fields belong to the writer from this time, and removed fields to no manager. An object
 * without `managedFields` gets none before the first server-side apply.
 */
export function afterUpdate(
  previous: KubeObject | undefined,
  next: KubeObject,
  writer: Writer,
  time: string,
): ManagedFieldsEntry[] {
  const account = previous && accountFor(previous, next);
  if (previous && !account?.metadata.managedFields?.length) {
    return [];
  }
  const before = previous ? fieldsOf(previous) : new Map();
  const after = fieldsOf(next);
  const changed = [...after]
    .filter(([path, value]) => {
      return !before.has(path) || !jsonEqual(before.get(path), value);
    })
    .map(([path]) => path);
  const managed = readManaged(account);
  for (const { entry, paths } of managed) {
    for (const path of paths) {
      if (!after.has(path)) {
        paths.delete(path);
      }
    }
    if (!isOwn(entry, writer)) {
      changed.forEach(path => paths.delete(path));
    }
  }
  if (changed.length > 0) {
    takeOwnership(managed, next, changed, writer, time);
  }
  return writeManaged(managed);
}

/** Returns the object whose `managedFields` apply: the updated one if it sets them, as tools do to take over fields. One empty entry clears them. */
function accountFor(
  previous: KubeObject,
  next: KubeObject,
): KubeObject | undefined {
  const given = next.metadata.managedFields ?? [];
  if (given.length === 1 && Object.keys(given[0]).length === 0) {
    return undefined;
  }
  const isWhole = given.every(
    ({ manager, fieldsV1 }) => manager && isJsonObject(fieldsV1),
  );
  return given.length > 0 && isWhole ? next : previous;
}

function takeOwnership(
  managed: Managed[],
  next: KubeObject,
  paths: FieldPath[],
  writer: Writer,
  time: string,
): void {
  const own = managed.find(({ entry }) => isOwn(entry, writer));
  if (own) {
    own.entry = { ...own.entry, time };
    paths.forEach(path => own.paths.add(path));
    return;
  }
  managed.push({
    entry: newEntry(next.apiVersion, writer, time),
    paths: new Set(paths),
  });
}

export function newEntry(
  apiVersion: string,
  writer: Writer,
  time: string,
): ManagedFieldsEntry {
  return {
    manager: writer.manager,
    operation: writer.operation,
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: {},
    ...(writer.subresource && { subresource: writer.subresource }),
  };
}
