import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import { findRunningService, setImageTag } from '../service';
import type { Fault } from './fault';

/** A fault of the application: the tag of its image is all that can be seen of it. */
export const sdkWithoutPodIdentity: Fault = {
  number: 49,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    setImageTag(service, '1.4.2-aws-sdk-go-1.44.0');
  },
};
