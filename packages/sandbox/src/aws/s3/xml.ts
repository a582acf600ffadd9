/** The element of that name; undefined where there is none. */
export function child(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null
    ? Reflect.get(node, name)
    : undefined;
}
