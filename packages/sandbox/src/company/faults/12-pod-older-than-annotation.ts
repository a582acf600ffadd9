import {
  annotate,
  findService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

const HOUR = 60 * 60 * 1000;

export const podOlderThanAnnotation: Fault = {
  number: 12,
  name: 'pod-older-than-annotation',
  title:
    'The pods were made before the ServiceAccount was annotated, so that nothing was injected into them.',
  plant(ref, world) {
    const service = findService(world, ref);
    const hourAgo = {
      ...world,
      now: () => new Date(world.now().getTime() - HOUR),
    };
    const before = findService(hourAgo, ref);
    annotate(before, { [ROLE_ARN_ANNOTATION]: undefined });
    restart(before);
    annotate(service, { [ROLE_ARN_ANNOTATION]: service.role.arn });
  },
};
