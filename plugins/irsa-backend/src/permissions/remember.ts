/** A plain function of one value that remembers its last results, by a key of the value: at most `limit`, the newest used stay. */
export function remember<Input, Output>(
  compute: (input: Input) => Output,
  options: { keyOf: (input: Input) => string; limit: number },
): (input: Input) => Output {
  const results = new Map<string, { output: Output }>();
  return input => {
    const key = options.keyOf(input);
    const result = results.get(key) ?? { output: compute(input) };
    results.delete(key);
    results.set(key, result);
    const [oldest] = results.keys();
    if (results.size > options.limit) results.delete(oldest);
    return result.output;
  };
}
