import { mutatingWebhookConfigurations } from '../../kubernetes/resources/mutatingWebhookConfigurations';
import { isWebhookActive } from '../../kubernetes/webhook/podIdentity';
import { FaultError, findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const webhookMissing: Fault = {
  number: 13,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const active = service.api.store
      .all(mutatingWebhookConfigurations)
      .filter(configuration => isWebhookActive([configuration]));
    if (active.length === 0) {
      throw new FaultError(ref, 'its cluster has no pod identity webhook');
    }
    for (const { metadata } of active) {
      service.api.delete(mutatingWebhookConfigurations, '', metadata.name);
    }
    restart(service);
  },
};
