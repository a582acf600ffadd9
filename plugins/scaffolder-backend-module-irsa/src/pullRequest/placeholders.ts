/** What stands for the parts of an IAM service account in a repository's name or a path. */
export const PLACEHOLDERS = [
  'component',
  'cluster',
  'namespace',
  'name',
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/** The value of each. */
export type PlaceholderValues = Record<Placeholder, string>;

const ANY = new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`, 'g');

/** The text with values in place of its placeholders. A value is never looked at again. */
export function fillIn(text: string, values: PlaceholderValues): string {
  return text.replace(ANY, (_, name: Placeholder) => values[name]);
}
