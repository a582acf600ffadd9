import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

type Delivered = Pick<
  Observed,
  'delivery' | 'serviceAccount' | 'role' | 'association'
>;

/** Whether the tool that takes over has removed the managed-by tag from the role and the association. */
function isHandedOver({ role, association }: Delivered): boolean {
  const present = valueOf(role);
  const isTagged = (tags: Record<string, string> = {}) =>
    tags[MANAGED_BY_KEY] === MANAGED_BY;
  return (
    present !== undefined &&
    association.state !== 'unknown' &&
    !isTagged(present.tags) &&
    !isTagged(valueOf(association)?.tags)
  );
}

/** Whether what another tool was asked for is so now: the ServiceAccount and its role are there, or it has taken them over from us. */
export function hasArrived(observed: Delivered): boolean {
  const { delivery, serviceAccount, role } = observed;
  switch (delivery?.state) {
    case 'pending':
      return (
        valueOf(serviceAccount) !== undefined && valueOf(role) !== undefined
      );
    case 'handing-over':
      return isHandedOver(observed);
    default:
      return false;
  }
}
