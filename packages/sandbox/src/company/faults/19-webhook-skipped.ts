import { editTemplate, findRunningService } from '../service';
import type { Fault } from './fault';

export const webhookSkipped: Fault = {
  number: 19,
  plant(ref, world) {
    editTemplate(findRunningService(world, ref), template => {
      template.metadata = {
        ...template.metadata,
        labels: {
          ...template.metadata?.labels,
          'eks.amazonaws.com/skip-pod-identity-webhook': 'true',
        },
      };
    });
  },
};
