/**
 * Waits for what was begun at the same time. Of those that fail, the first in the list is thrown, as if each had been awaited before the next: which
 * permission an error names does not depend on which answer comes first.
 */
export async function allInOrder<T extends readonly unknown[] | []>(
  begun: T,
): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  await Promise.allSettled(begun);
  return Promise.all(begun);
}
