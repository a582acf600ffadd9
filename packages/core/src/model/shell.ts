/** Control characters, which a terminal takes as key presses, even between quotes. */
const CONTROL = /\p{Cc}/gu;

/**
 * Quotes one argument of a shell command if needed. Writes control characters as escapes of bash and zsh: names come from clusters, and a pasted name
 * could end the line and begin another command.
 */
export function shellQuote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const spelled = text
    .replace(/[\\']/g, '\\$&')
    .replace(
      CONTROL,
      char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  return `$'${spelled}'`;
}

/** Joins arguments to a command line and quotes each if needed. */
export function command(...args: string[]): string {
  return args.map(shellQuote).join(' ');
}
