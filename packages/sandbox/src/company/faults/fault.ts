import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import type { World } from '../../state/world';

/** One thing that can be wrong with a service's AWS identity, numbered as in the table of faults. */
export interface Fault {
  number: number;
  /** Short and stable, for command lines. */
  name: string;
  /** What is wrong, in a sentence. */
  title: string;
  /** Breaks a healthy service in just this way, at the time of the world. */
  plant(service: ServiceAccountRef, world: World): void;
}
