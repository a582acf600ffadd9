import {
  annotate,
  findService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

export const mistypedAnnotation: Fault = {
  number: 14,
  name: 'mistyped-annotation',
  title:
    'The annotation is called `eks.amazon.com/role-arn`, which the webhook does not read.',
  plant(ref, world) {
    const service = findService(world, ref);
    annotate(service, {
      [ROLE_ARN_ANNOTATION]: undefined,
      'eks.amazon.com/role-arn': service.role.arn,
    });
    restart(service);
  },
};
