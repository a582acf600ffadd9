import type { ServedKind } from '../Disturbances';
import type { Kind } from '../kind';
import { breakOff, cutOff } from './breakages';
import { fail } from './fail';
import { conflicting, denied, expiredList } from './kubernetes';
import { expiredCredentials, wrongClock } from './signature';
import { throttle } from './throttle';

/** What the servers bring about, by name. */
export const KINDS: Record<ServedKind, Kind> = {
  throttle,
  fail,
  'cut-off': cutOff,
  'break-off': breakOff,
  'expired-credentials': expiredCredentials,
  'wrong-clock': wrongClock,
  denied,
  conflict: conflicting,
  'expired-list': expiredList,
};
