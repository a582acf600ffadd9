/** Returns a check of resource names. No pattern may allow `*`, `?`, `$`, or white space: a name must match exactly one resource. */
export function namedBy(
  pattern: RegExp,
  words: { rule: string; noun: string; says: string },
) {
  return (resource: string) =>
    pattern.test(resource)
      ? undefined
      : {
          rule: words.rule,
          message: `${words.noun} "${resource}" is not a valid name. Use ${words.says}.`,
        };
}
