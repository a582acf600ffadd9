import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const noSubject: Fault = {
  number: 31,
  name: 'no-subject',
  title:
    'The trust policy has no condition on the subject: any pod of the cluster can take the role.',
  plant(ref, world) {
    setTrust(findService(world, ref), { sub: undefined });
  },
};
