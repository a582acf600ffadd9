import type { ServiceAccountRef } from '@backstage-irsa/core/model';

/** Returns a readable label for a ServiceAccount: `prod-eu · production/orders`. */
export function accountLabel(ref: ServiceAccountRef): string {
  return `${ref.cluster} · ${ref.namespace}/${ref.name}`;
}
