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
      throw new Error(`Unknown placeholder ${name}.`);
    }
    return values[name];
  });
}
