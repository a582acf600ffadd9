/**
 * Waits for promises that are already running. If some of them fail, throws the error of the first failed one in the list, as if each had been
 * awaited before the next. The permission that an error names then does not depend on which answer comes first.
 */
export async function allInOrder<T extends readonly unknown[] | []>(
  begun: T,
): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  await Promise.allSettled(begun);
  return Promise.all(begun);
}
