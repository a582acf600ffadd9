import { annotate, findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const tokenExpiration: Fault = {
  number: 41,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    annotate(service, { 'eks.amazonaws.com/token-expiration': '300' });
    restart(service);
  },
};
