import { findService } from '../service';
import type { Fault } from './fault';

/** More than a caller that tries again makes in one go. */
const OUTAGES = 6;

export const keysUnreachable: Fault = {
  number: 10,
  plant(ref, world) {
    findService(world, ref).role.keyOutages = OUTAGES;
  },
};
