import { parseViolations, type Violation } from '@backstage-irsa/core/model';
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
  /** The message from the backend without the names of fields and rules, which are for API clients. From the browser if there was no response. */
  message: string;
  /** The rules that the request violates. */
  violations: Violation[];
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
    return { kind: 'unreachable', message: error.message, violations: [] };
  }
  const { message } = error.cause;
  const violations = parseViolations(message);
  const retryAfter = Number(error.response.headers.get('Retry-After'));
  return {
    kind:
      error.cause.name === 'ApprovalRequiredError'
        ? 'approval'
        : KINDS[error.statusCode] ?? 'other',
    message: violations.map(broken => broken.message).join(' ') || message,
    violations,
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
  };
}
