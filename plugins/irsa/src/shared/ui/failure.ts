import { type ErrorLike, ResponseError } from '@backstage/errors';

/** Why a request to the backend failed, for a sentence about it. */
export interface Failure {
  kind:
    | 'forbidden'
    | 'missing'
    | 'too-many'
    | 'unreachable'
    | 'approval'
    | 'other';
  /** What the backend, or the browser when there was no answer, says about it. */
  message: string;
  /** After how many seconds the backend takes the request again, when it says so. */
  retryAfterSeconds?: number;
}

const KINDS: Record<number, Failure['kind']> = {
  403: 'forbidden',
  404: 'missing',
  429: 'too-many',
};

/** Reads the error of a request. */
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
