import { subjectOf } from '@backstage-irsa/core/model';
import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const wildcardUnderEquals: Fault = {
  number: 4,
  plant(ref, world) {
    setTrust(findService(world, ref), {
      sub: subjectOf({ ...ref, name: '*' }),
    });
  },
};
