import { subjectOf } from '@backstage-irsa/plugin-irsa-common';
import { findService, setTrust } from '../service';
import type { Fault } from './fault';

export const wildcardUnderEquals: Fault = {
  number: 4,
  name: 'wildcard-under-equals',
  title:
    'The trust policy has `*` in the subject under StringEquals, which takes it for a plain character.',
  plant(ref, world) {
    setTrust(findService(world, ref), {
      sub: subjectOf({ ...ref, name: '*' }),
    });
  },
};
