/** One argument of a shell command, quoted when it needs to be. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command line from its arguments. */
export function command(...args: string[]): string {
  return args.map(shellQuote).join(' ');
}
