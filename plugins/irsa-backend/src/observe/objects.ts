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

/** When each annotation was last written: a later manager of the same key wins. */
function annotationTimes(account: V1ServiceAccount): Record<string, string> {
  const times: Record<string, string> = {};
  for (const entry of objectsOf(account.metadata?.managedFields)) {
    const fields = entry.fieldsV1 as
      | { 'f:metadata'?: { 'f:annotations'?: Record<string, unknown> } }
      | undefined;
    const keys = Object.keys(fields?.['f:metadata']?.['f:annotations'] ?? {});
    const time = timeOf(entry.time);
    for (const key of keys.map(name => textOf(name).replace(/^f:/, ''))) {
      if (time > (times[key] ?? '')) times[key] = time;
    }
  }
  return times;
}

/** What of a ServiceAccount matters to its AWS identity. */
export function toServiceAccount(
  account: V1ServiceAccount,
): ObservedServiceAccount {
  const { metadata } = account;
  return {
    uid: textOf(metadata?.uid),
    annotations: pairsOf(metadata?.annotations),
    labels: pairsOf(metadata?.labels),
    createdAt: timeOf(metadata?.creationTimestamp),
    annotatedAt: annotationTimes(account),
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
