/** An invalid API response: its content does not match the API, or it cannot be read. Such a request is never retried. */
export class InvalidResponseError extends Error {
  /** @param what - the response is, such as `a redirection` */
  constructor(readonly what: string) {
    super(`Invalid response: ${what}.`);
  }
}

/** The names of the errors that clients throw if a response does not have the expected shape. */
const OVER_AN_ANSWER = new Set(['TypeError', 'RangeError', 'SyntaxError']);

/** Checks whether an error means an invalid response: wrong types, no JSON, or no end. Network errors do not count: they have a cause. */
export function isInvalidResponse(error: unknown): boolean {
  return (
    error instanceof InvalidResponseError ||
    (error instanceof Error &&
      OVER_AN_ANSWER.has(error.name) &&
      error.cause === undefined)
  );
}
