/** Returns the child element with this name; undefined if there is none. */
export function child(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null
    ? Reflect.get(node, name)
    : undefined;
}
