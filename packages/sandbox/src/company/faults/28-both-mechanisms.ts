import { addRole, policyText } from '../iam';
import { associate, podIdentityTrust } from '../podIdentity';
import { findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const bothMechanisms: Fault = {
  number: 28,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const clusterAccount =
      world.accounts.get(service.cluster.accountId) ?? service.account;
    const role = addRole(clusterAccount, {
      name: `${ref.namespace}-${ref.name}-pod-identity`.slice(0, 64),
      trustPolicy: policyText(podIdentityTrust(service)),
      createdAt: world.now(),
    });
    associate(service, role.arn);
    restart(service);
  },
};
