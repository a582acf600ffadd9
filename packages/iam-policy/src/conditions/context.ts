import type { RequestContext } from '../evaluate/types';
import type { VariableLookup } from '../match/pattern';

/** The values that a request carries, found without regard to the case of their keys. */
export interface ContextLookup {
  /** The values of a key; undefined when it is missing or has none. */
  values(key: string): string[] | undefined;
  /** For policy variables, which exist only for keys with one value. */
  variable: VariableLookup;
}

/** Makes a context ready for look-ups. What follows from the request itself is asked for where `given` lacks a key. */
export function contextLookup(
  given: RequestContext,
  derive: () => RequestContext = () => ({}),
): ContextLookup {
  let derived: RequestContext | undefined;
  const values = (key: string) => {
    const found =
      valuesIn(given, key) ?? valuesIn((derived ??= derive()), key) ?? [];
    return found.length > 0 ? found : undefined;
  };
  return {
    values,
    variable: key => {
      const found = values(key);
      return found?.length === 1 ? found[0] : undefined;
    },
  };
}

// A request has few keys and is asked about fewer: folding the case of each for a table takes longer than going through them.
function valuesIn(context: RequestContext, key: string): string[] | undefined {
  const name = Object.keys(context).findLast(one => isSameKey(one, key));
  if (name === undefined) return undefined;
  const value = context[name];
  return Array.isArray(value) ? value : [value];
}

function isSameKey(a: string, b: string): boolean {
  return (
    a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase())
  );
}
