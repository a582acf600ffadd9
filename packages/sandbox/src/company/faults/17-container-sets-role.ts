import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

export const containerSetsRole: Fault = {
  number: 17,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    setVariables(service, {
      name: 'AWS_ROLE_ARN',
      value: `${service.role.arn}-old`,
    });
  },
};
