import type { Kind } from '../kind';
import { breakOff, cutOff, hang } from './breakages';
import { fail } from './fail';
import { conflicting, denied, expiredList } from './kubernetes';
import { expiredCredentials, wrongClock } from './signature';
import { throttle } from './throttle';

/** All of them, by name. A delay is beside them: what is late may be disturbed as well. */
export const KINDS = {
  throttle,
  fail,
  'cut-off': cutOff,
  'break-off': breakOff,
  hang,
  'expired-credentials': expiredCredentials,
  'wrong-clock': wrongClock,
  denied,
  conflict: conflicting,
  'expired-list': expiredList,
} satisfies Record<string, Kind>;
