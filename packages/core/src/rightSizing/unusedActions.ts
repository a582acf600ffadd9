import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import { unusedBefore, type UseContext } from './use';

/**
 * Returns the actions of a used service for which AWS reports no recent use, in lower case. AWS reports actions only for some services, and mostly
 * not those that read or write data. An action that is missing in the report does not count as unused.
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
