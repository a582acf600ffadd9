import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const otherServiceAccount: Fault = {
  number: 33,
  name: 'other-service-account',
  title: 'The pods run as the `default` ServiceAccount.',
  plant(ref, world) {
    editTemplate(findService(world, ref), ({ spec }) => {
      spec.serviceAccountName = 'default';
      spec.serviceAccount = 'default';
    });
  },
};
