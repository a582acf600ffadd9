import {
  annotate,
  findRunningService,
  restart,
  ROLE_ARN_ANNOTATION,
} from '../service';
import type { Fault } from './fault';

const HOUR = 60 * 60 * 1000;

export const podOlderThanAnnotation: Fault = {
  number: 12,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const hourAgo = {
      ...world,
      now: () => new Date(world.now().getTime() - HOUR),
    };
    const before = findRunningService(hourAgo, ref);
    annotate(before, { [ROLE_ARN_ANNOTATION]: undefined });
    restart(before);
    annotate(service, { [ROLE_ARN_ANNOTATION]: service.role.arn });
  },
};
