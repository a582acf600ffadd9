/** Marks where a line may break; no name has one. */
const BREAK = '\u200b';

/**
 * The parts of a name between which a line may break: behind a slash, and before the capital that begins a word, as in `Amazon`, `S3`, `Full`,
 * `Access`.
 */
export function nameParts(name: string): string[] {
  return name
    .replace(/\/|[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, `$&${BREAK}`)
    .split(BREAK);
}
