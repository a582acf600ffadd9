/** Marks where a line may break; no name has one. */
const BREAK = '\u200b';

const WORD_ENDS = /\/|[a-z](?=[A-Z])|[A-Z0-9](?=[A-Z][a-z])/g;

/**
 * The parts of a name between which a line may break: behind a slash, and before the capital that begins a word, as in `Amazon`, `S3`, `Full`,
 * `Access`. A name with hyphens breaks at these by itself.
 */
export function nameParts(name: string): string[] {
  return name
    .replace(name.includes('-') ? /\//g : WORD_ENDS, `$&${BREAK}`)
    .split(BREAK);
}
