import { LimitedCache } from './LimitedCache';

/** A plain function of one value that remembers its last results, by a key of the value: at most `limit`, the newest used stay. */
export function remember<Input, Output>(
  compute: (input: Input) => Output,
  options: { keyOf: (input: Input) => string; limit: number },
): (input: Input) => Output {
  const results = new LimitedCache<{ output: Output }>(options.limit);
  return input => {
    const key = options.keyOf(input);
    const known = results.get(key);
    if (known) return known.output;
    const output = compute(input);
    results.set(key, { output });
    return output;
  };
}
