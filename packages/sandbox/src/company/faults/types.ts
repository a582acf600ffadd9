import type { FaultId, ServiceAccountRef } from '@backstage-irsa/core/model';
import type { World } from '../../state/world';

/**
 * Breaks a healthy service in just this way, at the time of the world, and no other service.
 * @throws FaultError when a part that it needs is missing or not healthy; then nothing is changed
 */
type Plant = (service: ServiceAccountRef, world: World) => void;

/** How faults are planted, by their ids. */
export type Plants = { [Id in FaultId]?: Plant };
