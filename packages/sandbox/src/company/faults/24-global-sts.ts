import { annotate, findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const globalSts: Fault = {
  number: 24,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, { 'eks.amazonaws.com/sts-regional-endpoints': 'false' });
    restart(service);
  },
};
