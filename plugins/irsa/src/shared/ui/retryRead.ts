/** The maximum number of consecutive attempts. */
const MAX_TRIES = 4;

/** Reads a state that is polled. A failed read says nothing about the state, so makes up to `MAX_TRIES` attempts, with a pause after each failure. */
export async function retryRead<T>(
  read: () => Promise<T>,
  milliseconds: number,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (tries === MAX_TRIES) throw error;
      await pause(milliseconds);
    }
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}
