import { switchToPodIdentity } from '../podIdentity';
import { findRunningService } from '../service';
import type { Fault } from './fault';

/** The service has its identity by EKS Pod Identity, whose sessions carry tags that the trust policy does not allow. */
export const podIdentityTrustWrong: Fault = {
  number: 29,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: ['sts:AssumeRole'],
    });
  },
};
