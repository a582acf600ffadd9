import type { RequestContext } from '../evaluate/types';
import type { Variables } from '../match/pattern';

/** Looks up the condition keys of a request, ignoring case. */
export class ContextLookup implements Variables {
  #derived?: RequestContext;

  /** `derive` returns the keys that follow from the request itself. It is called if `given` lacks a key, and at most once. */
  constructor(
    private readonly given: RequestContext,
    private readonly derive: () => RequestContext = () => ({}),
  ) {}

  /** Returns the values of a key. Undefined if the key is missing or has no values. */
  values(key: string): string[] | undefined {
    const found =
      valuesIn(this.given, key) ??
      valuesIn((this.#derived ??= this.derive()), key);
    return found && found.length > 0 ? found : undefined;
  }

  /** Returns the value for a policy variable. Undefined unless the key has exactly one value. */
  variable(key: string): string | undefined {
    const found = this.values(key);
    return found?.length === 1 ? found[0] : undefined;
  }
}

// A request has few keys, and policies look up even fewer: a linear search is faster than building a table of lower-case keys.
function valuesIn(context: RequestContext, key: string): string[] | undefined {
  const names = Object.keys(context);
  for (let at = names.length - 1; at >= 0; at -= 1) {
    if (isSameKey(names[at], key)) {
      const value = context[names[at]];
      return Array.isArray(value) ? value : [value];
    }
  }
  return undefined;
}

function isSameKey(a: string, b: string): boolean {
  return (
    a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase())
  );
}
