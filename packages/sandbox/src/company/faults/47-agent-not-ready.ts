import { disableIpv6 } from '../compute';
import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import { findRunningService } from '../service';
import type { Fault } from './fault';

/** The service has its identity by EKS Pod Identity, whose agent crashes on nodes without IPv6 while its add-on is active. */
export const agentNotReady: Fault = {
  number: 47,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    disableIpv6(world, ref.cluster);
  },
};
