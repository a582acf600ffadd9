import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

/** Whether what another tool was asked for is there now: the ServiceAccount, and the role that it gets. */
export function hasArrived({
  delivery,
  serviceAccount,
  role,
}: Pick<Observed, 'delivery' | 'serviceAccount' | 'role'>): boolean {
  return (
    delivery?.state === 'pending' &&
    valueOf(serviceAccount) !== undefined &&
    valueOf(role) !== undefined
  );
}
