import type { ServiceAccountRef } from '@backstage-irsa/core/model';

/** A ServiceAccount as people read it: `prod-eu · production/orders`. */
export function accountLabel(ref: ServiceAccountRef): string {
  return `${ref.cluster} · ${ref.namespace}/${ref.name}`;
}
