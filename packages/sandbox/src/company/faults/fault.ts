import type { Fault as KnownFault } from '@backstage-irsa/core/diagnosis';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { World } from '../../state/world';

/** How one fault of the table is made; its name and title are those of the table. */
export interface Fault {
  /** In the table of faults. */
  number: number;
  /**
   * Breaks a healthy service in just this way, at the time of the world, and no other service.
   * @throws FaultError when a part that it needs is missing or not healthy; then nothing is changed
   */
  plant(service: ServiceAccountRef, world: World): void;
}

/** A fault with all that the table says of it. */
export type PlantableFault = KnownFault & Fault;
