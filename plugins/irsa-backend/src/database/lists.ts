/** Converts several names into one column value. Each name is between two `|`, so that `like '%|name|%'` finds exactly one. */
export function toList(names: Iterable<string>): string {
  return `|${[...names].map(name => `${name}|`).join('')}`;
}

/** Returns the names in such a column value. */
export function fromList(text: string): string[] {
  return text.split('|').filter(name => name !== '');
}
