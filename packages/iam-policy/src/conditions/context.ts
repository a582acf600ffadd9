import type { RequestContext } from '../evaluate/types';
import type { Variables } from '../match/pattern';

/** The values that a request carries, found without regard to the case of their keys. */
export class ContextLookup implements Variables {
  #derived?: RequestContext;

  /** What follows from the request itself is asked for where `given` lacks a key. */
  constructor(
    private readonly given: RequestContext,
    private readonly derive: () => RequestContext = () => ({}),
  ) {}

  /** The values of a key; undefined when it is missing or has none. */
  values(key: string): string[] | undefined {
    const found =
      valuesIn(this.given, key) ??
      valuesIn((this.#derived ??= this.derive()), key);
    return found && found.length > 0 ? found : undefined;
  }

  /** For policy variables, which exist only for keys with one value. */
  variable(key: string): string | undefined {
    const found = this.values(key);
    return found?.length === 1 ? found[0] : undefined;
  }
}

// A request has few keys and is asked about fewer: folding the case of each for a table takes longer than going through them.
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
