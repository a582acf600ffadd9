import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

/** A fault of the application: this setting is all that can be seen of it. */
export const expiredToken: Fault = {
  number: 11,
  plant(ref, world) {
    setVariables(findRunningService(world, ref), {
      name: 'APP_WEB_IDENTITY_TOKEN_CACHE',
      value: 'forever',
    });
  },
};
