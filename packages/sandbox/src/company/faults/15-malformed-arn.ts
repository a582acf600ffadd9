import {
  annotate,
  findRunningService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const malformedArn: Fault = {
  number: 15,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: service.role.arn.replace('::', ':'),
    });
    restart(service);
  },
};
