import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import { unusedBefore, type UseContext } from './use';

/**
 * The actions of a used service that AWS reports on and saw no use of, in lower case. AWS reports on some services and, of those, mostly not on
 * what reads and writes data: an action that is not in its report is none of these.
 */
export function unusedActions(
  { actions = [] }: ServiceUse,
  context: UseContext,
): string[] {
  const limit = unusedBefore(context);
  return actions
    .filter(({ lastAccessed }) => !lastAccessed || lastAccessed < limit)
    .map(({ action }) => action.toLowerCase());
}
