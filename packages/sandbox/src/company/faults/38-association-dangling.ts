import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import { findRunningService } from '../service';
import type { Fault } from './fault';

/** The service has its identity by EKS Pod Identity, with a role that does not exist in place of the one made for it. */
export const associationDangling: Fault = {
  number: 38,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: `${service.role.arn}-old`,
      actions: POD_IDENTITY_ACTIONS,
    });
  },
};
