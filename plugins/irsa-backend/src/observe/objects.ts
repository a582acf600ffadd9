import type { V1Namespace, V1ServiceAccount } from '@kubernetes/client-node';
import {
  objectsOf,
  optionalText,
  pairsOf,
  textOf,
  timeOf,
  type ObservedNamespace,
  type ObservedServiceAccount,
} from '@backstage-irsa/core/model';
import { FIELD_MANAGER } from './kubernetes/fieldManager';

/** A field manager's last write of annotations of a ServiceAccount. */
interface Writer {
  keys: string[];
  time: string;
  /** Whether Backstage wrote them by server-side apply. */
  isOurs: boolean;
}

function writersOf(account: V1ServiceAccount): Writer[] {
  return objectsOf(account.metadata?.managedFields).map(entry => {
    const fields = entry.fieldsV1 as
      | { 'f:metadata'?: { 'f:annotations'?: Record<string, unknown> } }
      | undefined;
    const keys = Object.keys(fields?.['f:metadata']?.['f:annotations'] ?? {});
    return {
      keys: keys.map(name => textOf(name).replace(/^f:/, '')),
      time: timeOf(entry.time),
      isOurs: entry.manager === FIELD_MANAGER && entry.operation === 'Apply',
    };
  });
}

/** Returns when each annotation was last written. The latest write of a key counts. */
function annotationTimes(writers: Writer[]): Record<string, string> {
  const times: Record<string, string> = {};
  for (const { keys, time } of writers) {
    for (const key of keys) {
      if (time > (times[key] ?? '')) times[key] = time;
    }
  }
  return times;
}

/** Returns the annotations that only Backstage's server-side apply manages. */
function appliedBy(writers: Writer[], present: Record<string, string>) {
  const writes = new Map<string, number>();
  for (const key of writers.flatMap(({ keys }) => keys)) {
    writes.set(key, (writes.get(key) ?? 0) + 1);
  }
  return writers
    .flatMap(({ isOurs, keys }) => (isOurs ? keys : []))
    .filter(key => Object.hasOwn(present, key) && writes.get(key) === 1);
}

/** The maximum number of characters read from an annotation. Annotations that Backstage uses are never longer; Kubernetes allows 256 KiB. */
const MOST_CHARACTERS = 2048;

function annotationsOf({ metadata }: V1ServiceAccount): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pairsOf(metadata?.annotations)).map(([key, value]) => [
      key,
      value.slice(0, MOST_CHARACTERS),
    ]),
  );
}

/** Returns the parts of a ServiceAccount that matter to its AWS identity. */
export function toServiceAccount(
  account: V1ServiceAccount,
): ObservedServiceAccount {
  const { metadata } = account;
  const annotations = annotationsOf(account);
  const writers = writersOf(account);
  return {
    uid: textOf(metadata?.uid),
    annotations,
    labels: pairsOf(metadata?.labels),
    createdAt: timeOf(metadata?.creationTimestamp),
    annotatedAt: annotationTimes(writers),
    applied: appliedBy(writers, annotations),
  };
}

/** Returns the parts of a namespace that matter to its ServiceAccounts. */
export function toNamespace({
  metadata,
  status,
}: V1Namespace): ObservedNamespace {
  return {
    uid: textOf(metadata?.uid),
    phase: optionalText(status?.phase) ?? 'Active',
  };
}
