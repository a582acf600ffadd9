import { editTemplate, findRunningService } from '../service';
import type { Fault } from './fault';

export const userVolume: Fault = {
  number: 18,
  plant(ref, world) {
    editTemplate(findRunningService(world, ref), ({ spec }) => {
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
