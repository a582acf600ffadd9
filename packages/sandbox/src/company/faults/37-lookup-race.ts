import { findRunningService, restart } from '../service';
import type { Fault } from './fault';

export const lookupRace: Fault = {
  number: 37,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    const { unknownToWebhook } = service.cluster;
    const key = `${ref.namespace}/${ref.name}`;
    unknownToWebhook.add(key);
    try {
      restart(service);
    } finally {
      unknownToWebhook.delete(key);
    }
  },
};
