import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const defaultTokenPath: Fault = {
  number: 8,
  name: 'default-token-path',
  title:
    "The container reads the token of the API server instead of the webhook's.",
  plant(ref, world) {
    const service = findService(world, ref);
    editTemplate(service, ({ spec }) => {
      const [container] = spec.containers;
      container.env = [
        ...(container.env ?? []),
        { name: 'AWS_ROLE_ARN', value: service.role.arn },
        {
          name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
          value: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        },
      ];
    });
  },
};
