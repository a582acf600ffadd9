/** The body of a request to `/__sandbox/` is invalid. */
export class InvalidSentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidSentError';
  }
}

/** Parses a request body as JSON. @throws InvalidSentError */
export function parseSent(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidSentError('the body is not JSON');
  }
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
