/** The placeholders for parts of an IAM service account in a repository name or a path. */
export const PLACEHOLDERS = [
  'component',
  'cluster',
  'namespace',
  'name',
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/** The value of each placeholder. */
export type PlaceholderValues = Record<Placeholder, string>;

const ANY = new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`, 'g');

/** Replaces the placeholders of a text by their values. Placeholders in a value are not replaced. */
export function fillIn(text: string, values: PlaceholderValues): string {
  return text.replace(ANY, (_, name: Placeholder) => values[name]);
}
