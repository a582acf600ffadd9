import type { RequestContext } from '../evaluate/types';
import type { VariableLookup } from '../match/pattern';

/** The values that a request carries, found without regard to the case of their keys. */
export interface ContextLookup {
  /** The values of a key; undefined when it is missing or has none. */
  values(key: string): string[] | undefined;
  /** For policy variables, which exist only for keys with one value. */
  variable: VariableLookup;
}

/** Makes a context ready for look-ups. Where both have a key the first argument wins. */
export function contextLookup(
  given: RequestContext,
  derived: RequestContext,
): ContextLookup {
  const byKey = new Map<string, string[]>();
  for (const source of [derived, given]) {
    for (const [key, value] of Object.entries(source)) {
      byKey.set(key.toLowerCase(), Array.isArray(value) ? value : [value]);
    }
  }
  const values = (key: string) => {
    const found = byKey.get(key.toLowerCase());
    return found && found.length > 0 ? found : undefined;
  };
  return {
    values,
    variable: key => {
      const found = values(key);
      return found?.length === 1 ? found[0] : undefined;
    },
  };
}
