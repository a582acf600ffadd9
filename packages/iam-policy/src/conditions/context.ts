import type { RequestContext } from '../evaluate/types';
import { ANY_VALUE, type Variables } from '../match/pattern';

/** Looks up the condition keys of a request, ignoring case. */
export class ContextLookup implements Variables {
  #derived?: RequestContext;

  /** `derive` returns the keys that follow from the request itself. It is called if `given` lacks a key, and at most once. */
  constructor(
    private readonly given: RequestContext,
    private readonly derive: () => RequestContext = () => ({}),
  ) {}

  /** Returns the values of a key, which can be none. Undefined if the key is missing. */
  values(key: string): string[] | undefined {
    const value = this.#valueOf(key);
    return typeof value === 'string' ? [value] : value;
  }

  /**
   * Checks whether a key is missing or its list has no values but empty ones. The empty string is a value of a key without a list.
   *
   * Source: IAM User Guide, "Set operators for multivalued context keys"; Amazon S3 User Guide, "Controlling access to a bucket with user policies",
   * on `s3:prefix`.
   */
  isNull(key: string): boolean {
    const value = this.#valueOf(key) ?? [];
    return Array.isArray(value) && value.every(text => text === '');
  }

  #valueOf(key: string): string | string[] | undefined {
    return (
      valueIn(this.given, key) ??
      valueIn((this.#derived ??= this.derive()), key)
    );
  }

  /** Returns the value for a policy variable. Only a key with exactly one value has one. */
  variable(key: string, fallback?: string): string | undefined {
    const found = this.values(key);
    return found?.length === 1 ? found[0] : fallback;
  }

  /** Returns the keys that the request lacks. */
  lacking(keys: string[]): string[] {
    return keys.filter(key => !this.values(key));
  }

  /** Returns the keys of variables that the request lacks, if the result of a test depends on their values. */
  unresolved(
    keys: string[],
    test: (variables: Variables) => boolean,
  ): string[] {
    const lacking = this.lacking(keys);
    if (lacking.length === 0) return lacking;
    // The more a variable matches, the more its pattern does: if both extremes agree, so does each value.
    const isSame =
      test(this.assuming(ANY_VALUE)) === test(this.assuming(undefined));
    return isSame ? [] : lacking;
  }

  /** Returns the variables of the request, with this value for each key that it lacks. */
  assuming(value: typeof ANY_VALUE | undefined): Variables {
    return {
      variable: (key, fallback) =>
        this.values(key) ? this.variable(key, fallback) : value,
    };
  }
}

// A request has few keys, and policies look up even fewer: a linear search is faster than building a table of lower-case keys.
function valueIn(
  context: RequestContext,
  key: string,
): string | string[] | undefined {
  const names = Object.keys(context);
  for (let at = names.length - 1; at >= 0; at -= 1) {
    if (isSameKey(names[at], key)) return context[names[at]];
  }
  return undefined;
}

/** Checks whether two condition keys are the same, ignoring case. */
export function isSameKey(a: string, b: string): boolean {
  return (
    a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase())
  );
}
