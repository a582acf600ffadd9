/** Several names as one column: each between two `|`, so that `like '%|name|%'` finds exactly one. */
export function toList(names: Iterable<string>): string {
  return `|${[...names].map(name => `${name}|`).join('')}`;
}

/** The names of such a column. */
export function fromList(text: string): string[] {
  return text.split('|').filter(name => name !== '');
}
