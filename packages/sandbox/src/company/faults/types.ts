import type { FaultId, ServiceAccountRef } from '@backstage-irsa/core/model';
import type { World } from '../../state/world';

/**
 * Plants one fault in a healthy service, at the time of the world, and affects no other service.
 * @throws FaultError if a part that it needs is missing or not healthy. Nothing is changed then
 */
type Plant = (service: ServiceAccountRef, world: World) => void;

/** The functions that plant faults, by fault ID. */
export type Plants = { [Id in FaultId]?: Plant };
