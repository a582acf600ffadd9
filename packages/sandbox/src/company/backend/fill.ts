/**
 * Replaces placeholders such as `${ACCOUNT_ID}` with values, as `envsubst` does.
 *
 * @throws Error naming the placeholder that has no value
 *
 * @public
 */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name) => {
    if (values[name] === undefined) {
      throw new Error(`Nothing is known to put in the place of ${name}.`);
    }
    return values[name];
  });
}
