/**
 * A check of a resource's name against the rule that its service has for names. No pattern may let `*`, `?`, `$` or white space through: a name
 * must reach one resource and no other.
 */
export function namedBy(
  pattern: RegExp,
  words: { rule: string; noun: string; says: string },
) {
  return (resource: string) =>
    pattern.test(resource)
      ? undefined
      : {
          rule: words.rule,
          message: `${words.noun} "${resource}" breaks the rule for such names: ${words.says}.`,
        };
}
