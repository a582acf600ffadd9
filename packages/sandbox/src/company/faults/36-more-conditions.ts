import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const moreConditions: Fault = {
  number: 36,
  name: 'more-conditions',
  title:
    'The trust policy asks for a session name that no SDK chooses by itself.',
  plant(ref, world) {
    setTrust(findService(world, ref), {
      more: { 'sts:RoleSessionName': `${ref.name}-nightly` },
    });
  },
};
