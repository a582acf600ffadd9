import { subjectOf } from '@backstage-irsa/core/model';
import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const wrongSubject: Fault = {
  number: 3,
  plant(ref, world) {
    setTrust(findService(world, ref), {
      sub: subjectOf({ ...ref, namespace: `${ref.namespace}-old` }),
    });
  },
};
