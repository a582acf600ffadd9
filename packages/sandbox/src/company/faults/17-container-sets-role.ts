import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const containerSetsRole: Fault = {
  number: 17,
  name: 'container-sets-role',
  title:
    'The container sets AWS_ROLE_ARN itself, so that the webhook leaves its variables alone.',
  plant(ref, world) {
    const service = findService(world, ref);
    editTemplate(service, ({ spec }) => {
      const [container] = spec.containers;
      container.env = [
        ...(container.env ?? []),
        { name: 'AWS_ROLE_ARN', value: `${service.role.arn}-old` },
      ];
    });
  },
};
