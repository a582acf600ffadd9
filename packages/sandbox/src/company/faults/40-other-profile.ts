import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

export const otherProfile: Fault = {
  number: 40,
  plant(ref, world) {
    setVariables(findRunningService(world, ref), {
      name: 'AWS_PROFILE',
      value: 'legacy',
    });
  },
};
