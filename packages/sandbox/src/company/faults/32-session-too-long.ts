import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

const HOUR = 3600;

/** A fault of the application: this setting is all that can be seen of it beside the role's own limit. */
export const sessionTooLong: Fault = {
  number: 32,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    service.role.maxSessionDurationSeconds = HOUR;
    setVariables(service, {
      name: 'APP_AWS_SESSION_SECONDS',
      value: String(12 * HOUR),
    });
  },
};
