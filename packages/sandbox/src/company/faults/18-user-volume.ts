import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const userVolume: Fault = {
  number: 18,
  name: 'user-volume',
  title:
    'The pod brings a volume of its own called `aws-iam-token`, with a token for another audience.',
  plant(ref, world) {
    editTemplate(findService(world, ref), ({ spec }) => {
      spec.volumes = [
        ...(spec.volumes ?? []),
        {
          name: 'aws-iam-token',
          projected: {
            sources: [
              { serviceAccountToken: { audience: 'vault', path: 'token' } },
            ],
          },
        },
      ];
    });
  },
};
