import { subjectOf } from '@backstage-irsa/plugin-irsa-common';
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
