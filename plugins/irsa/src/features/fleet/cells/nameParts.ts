/** The marker for a possible line break. No name contains it. */
const BREAK = '\u200b';

const WORD_ENDS = /\/|[a-z](?=[A-Z])|[A-Z0-9](?=[A-Z][a-z])/g;

/**
 * Returns the parts of a name between which a line can break: after a slash, and before a capital letter that starts a word, as in `Amazon`, `S3`,
 * `Full`, `Access`. A name with hyphens breaks only after a slash, because browsers already break it at the hyphens.
 */
export function nameParts(name: string): string[] {
  return name
    .replace(name.includes('-') ? /\//g : WORD_ENDS, `$&${BREAK}`)
    .split(BREAK);
}
