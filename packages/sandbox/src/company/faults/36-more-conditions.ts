import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const moreConditions: Fault = {
  number: 36,
  plant(ref, world) {
    setTrust(findService(world, ref), {
      more: { 'sts:RoleSessionName': `${ref.name}-nightly` },
    });
  },
};
