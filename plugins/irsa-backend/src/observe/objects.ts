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

/** Who last wrote which annotations of a ServiceAccount, and when. */
interface Writer {
  keys: string[];
  time: string;
  /** By our server-side apply. */
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

/** When each annotation was last written: a later manager of the same key wins. */
function annotationTimes(writers: Writer[]): Record<string, string> {
  const times: Record<string, string> = {};
  for (const { keys, time } of writers) {
    for (const key of keys) {
      if (time > (times[key] ?? '')) times[key] = time;
    }
  }
  return times;
}

/** The annotations that our server-side apply holds, and no other write. */
function appliedBy(writers: Writer[], present: Record<string, string>) {
  const writes = new Map<string, number>();
  for (const key of writers.flatMap(({ keys }) => keys)) {
    writes.set(key, (writes.get(key) ?? 0) + 1);
  }
  return writers
    .flatMap(({ isOurs, keys }) => (isOurs ? keys : []))
    .filter(key => Object.hasOwn(present, key) && writes.get(key) === 1);
}

/** Characters of an annotation that are read: none that Backstage uses is longer. Kubernetes takes 256 KiB. */
const MOST_CHARACTERS = 2048;

function annotationsOf({ metadata }: V1ServiceAccount): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pairsOf(metadata?.annotations)).map(([key, value]) => [
      key,
      value.slice(0, MOST_CHARACTERS),
    ]),
  );
}

/** What of a ServiceAccount matters to its AWS identity. */
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

/** What of a namespace matters to the ServiceAccounts in it. */
export function toNamespace({
  metadata,
  status,
}: V1Namespace): ObservedNamespace {
  return {
    uid: textOf(metadata?.uid),
    phase: optionalText(status?.phase) ?? 'Active',
  };
}
