import { findRole } from '../../aws/access/caller';
import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import { findRunningService } from '../service';
import type { Fault } from './fault';

/** The managed policies of AWS that let nodes ask for the credentials of their pods. */
const WORKER_POLICY = /:policy\/AmazonEKSWorkerNode(Minimal)?Policy$/;

/** The service has its identity by EKS Pod Identity, for which no role of the cluster's nodes may ask. */
export const nodeRoleDenied: Fault = {
  number: 48,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    for (const { nodeRoleArn } of service.cluster.nodeGroups) {
      const role = findRole(world, nodeRoleArn)?.role;
      if (role) {
        role.attachedPolicyArns = role.attachedPolicyArns.filter(
          arn => !WORKER_POLICY.test(arn),
        );
      }
    }
  },
};
