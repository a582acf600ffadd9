import {
  annotate,
  findService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const malformedArn: Fault = {
  number: 15,
  name: 'malformed-arn',
  title: "A colon is missing in the annotation's ARN.",
  plant(ref, world) {
    const service = findService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: service.role.arn.replace('::', ':'),
    });
    restart(service);
  },
};
