import { editTemplate, findRunningService } from '../service';
import type { Fault } from './fault';

export const otherServiceAccount: Fault = {
  number: 33,
  plant(ref, world) {
    editTemplate(findRunningService(world, ref), ({ spec }) => {
      spec.serviceAccountName = 'default';
      spec.serviceAccount = 'default';
    });
  },
};
