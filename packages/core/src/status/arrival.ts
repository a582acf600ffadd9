import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { SETTLING_MS } from './settling';

type Delivered = Pick<
  Observed,
  'at' | 'delivery' | 'serviceAccount' | 'role' | 'association'
>;

/**
 * Whether the tool that takes over has removed the managed-by tag from the role and the association. Call this only after the first minutes: before,
 * IAM can still show the tags from before the tag was set.
 * Source: "Troubleshoot IAM", section "Changes that I make are not always immediately visible".
 */
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

/** Whether a delivery is complete: the ServiceAccount and its role exist, or the other tool has taken them over from Backstage. */
export function hasArrived(observed: Delivered): boolean {
  const { delivery, serviceAccount, role } = observed;
  switch (delivery?.state) {
    case 'pending':
      return (
        valueOf(serviceAccount) !== undefined && valueOf(role) !== undefined
      );
    case 'handing-over':
      return (
        Date.parse(observed.at) - Date.parse(delivery.since) >= SETTLING_MS &&
        isHandedOver(observed)
      );
    default:
      return false;
  }
}
