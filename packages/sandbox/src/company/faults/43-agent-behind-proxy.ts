import { POD_IDENTITY_ACTIONS, switchToPodIdentity } from '../podIdentity';
import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

/** The service has its identity by EKS Pod Identity, and its container sends what is not of the cluster to a proxy. */
export const agentBehindProxy: Fault = {
  number: 43,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    switchToPodIdentity(service, {
      roleArn: service.role.arn,
      actions: POD_IDENTITY_ACTIONS,
    });
    setVariables(
      service,
      { name: 'HTTP_PROXY', value: 'http://proxy.example.com:3128' },
      { name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
      { name: 'NO_PROXY', value: 'localhost,.svc,.cluster.local' },
    );
  },
};
