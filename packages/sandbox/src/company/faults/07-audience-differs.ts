import { annotate, findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const audienceDiffers: Fault = {
  number: 7,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      'eks.amazonaws.com/audience': `sts.${service.cluster.region}.amazonaws.com`,
    });
    restart(service);
  },
};
