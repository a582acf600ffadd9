import {
  annotate,
  findRunningService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const mistypedAnnotation: Fault = {
  number: 14,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: undefined,
      'eks.amazon.com/role-arn': service.role.arn,
    });
    restart(service);
  },
};
