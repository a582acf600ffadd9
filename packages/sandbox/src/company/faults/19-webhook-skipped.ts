import { editTemplate, findService } from '../service';
import type { Fault } from './fault';

export const webhookSkipped: Fault = {
  number: 19,
  name: 'webhook-skipped',
  title: 'The pod carries the label that makes the webhook skip it.',
  plant(ref, world) {
    editTemplate(findService(world, ref), template => {
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
