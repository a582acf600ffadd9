import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const noSubject: Fault = {
  number: 31,
  plant(ref, world) {
    setTrust(findService(world, ref), { sub: undefined });
  },
};
