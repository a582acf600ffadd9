import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const staticKeys: Fault = {
  number: 20,
  name: 'static-keys',
  title:
    'The container has an access key in its environment, which SDKs prefer to the web identity.',
  plant(ref, world) {
    editTemplate(findService(world, ref), ({ spec }) => {
      const [container] = spec.containers;
      const fromSecret = (key: string) => ({
        name: key,
        valueFrom: { secretKeyRef: { name: `${ref.name}-aws`, key } },
      });
      container.env = [
        ...(container.env ?? []),
        fromSecret('AWS_ACCESS_KEY_ID'),
        fromSecret('AWS_SECRET_ACCESS_KEY'),
      ];
    });
  },
};
