import { annotate, findService, restart } from '../service';
import type { Fault } from './fault';

export const audienceDiffers: Fault = {
  number: 7,
  name: 'audience-differs',
  title:
    'The ServiceAccount asks for tokens of an audience that the OIDC provider does not know.',
  plant(ref, world) {
    const service = findService(world, ref);
    annotate(service, {
      'eks.amazonaws.com/audience': `sts.${service.cluster.region}.amazonaws.com`,
    });
    restart(service);
  },
};
