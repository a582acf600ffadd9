import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

export const defaultTokenPath: Fault = {
  number: 8,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    setVariables(
      service,
      { name: 'AWS_ROLE_ARN', value: service.role.arn },
      {
        name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
        value: '/var/run/secrets/kubernetes.io/serviceaccount/token',
      },
    );
  },
};
