import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/** An audit event of the `irsa` plugin, and its outcome. */
interface Audited {
  eventId: string;
  severity: string;
  outcome?: 'succeeded' | 'failed';
  meta: JsonObject;
}

/** Returns an auditor that collects events: those of requests, and those of recorded changes. */
export function auditLog() {
  const events: Audited[] = [];
  const changes: Audited[] = [];
  const factory = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      async createEvent({ eventId, severityLevel = 'low', meta = {} }) {
        const event: Audited = { eventId, severity: severityLevel, meta };
        (eventId === 'change-record' ? changes : events).push(event);
        return {
          async success(told) {
            event.outcome = 'succeeded';
            event.meta = { ...event.meta, ...told?.meta };
          },
          async fail(told) {
            event.outcome = 'failed';
            event.meta = { ...event.meta, ...told.meta };
          },
        };
      },
    }),
  });
  return { events, changes, factory };
}
