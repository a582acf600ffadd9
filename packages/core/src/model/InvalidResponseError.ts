/** An answer that its API does not give, or that is not read. It is never asked for again. */
export class InvalidResponseError extends Error {
  /** @param what - it is, such as `a redirection`. */
  constructor(readonly what: string) {
    super(`The answer was ${what}.`);
  }
}

/** What the clients throw over an answer of another shape than they were made for. */
const OVER_AN_ANSWER = new Set(['TypeError', 'RangeError', 'SyntaxError']);

/** Whether an answer came that is invalid: of other types than the API has, no JSON, or without an end. Network errors have a cause. */
export function isInvalidResponse(error: unknown): boolean {
  return (
    error instanceof InvalidResponseError ||
    (error instanceof Error &&
      OVER_AN_ANSWER.has(error.name) &&
      error.cause === undefined)
  );
}
