import { type ErrorLike, ResponseError } from '@backstage/errors';

/** The reason why a request to the backend failed. */
export interface Failure {
  kind:
    | 'forbidden'
    | 'missing'
    | 'too-many'
    | 'unreachable'
    | 'approval'
    | 'other';
  /** The message from the backend, or from the browser if there was no response. */
  message: string;
  /** The number of seconds after which the backend accepts the request again, if the response says so. */
  retryAfterSeconds?: number;
}

const KINDS: Record<number, Failure['kind']> = {
  403: 'forbidden',
  404: 'missing',
  429: 'too-many',
};

/** Converts the error of a request to a failure. */
export function failureOf(error: ErrorLike): Failure {
  if (!ResponseError.is(error)) {
    return { kind: 'unreachable', message: error.message };
  }
  const retryAfter = Number(error.response.headers.get('Retry-After'));
  return {
    kind:
      error.cause.name === 'ApprovalRequiredError'
        ? 'approval'
        : KINDS[error.statusCode] ?? 'other',
    message: error.cause.message,
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  };
}
