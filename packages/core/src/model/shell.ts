/** What a terminal takes for keys rather than for text, even between quotes. */
const CONTROL = /\p{Cc}/gu;

/**
 * One argument of a shell command, quoted when it needs to be. Control characters are spelled out, as bash and zsh read them: names come from clusters,
 * and a pasted one could end the line and begin another command.
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

/** A command line from its arguments. */
export function command(...args: string[]): string {
  return args.map(shellQuote).join(' ');
}
