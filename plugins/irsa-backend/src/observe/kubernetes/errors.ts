import { isError } from '@backstage/errors';
import { ApiException } from '@kubernetes/client-node';
import {
  isInvalidResponse,
  InvalidResponseError,
} from '@backstage-irsa/core/model';
import { toSingleLine } from '../../lib/toSingleLine';
import { RejectedIdentityError } from './RejectedIdentityError';

/** Returns the HTTP status of a Kubernetes error. Undefined if the cluster did not answer. */
export function kubernetesStatus(error: unknown): number | undefined {
  return error instanceof ApiException ? error.code : undefined;
}

/** Whether the error is transient: too many requests, a server that is starting or overloaded, or no answer at all. */
export function isTransientKubernetesError(error: unknown): boolean {
  if (error instanceof ApiException) {
    return [429, 500, 502, 503, 504].includes(error.code);
  }
  return isError(error) && isError(error.cause) && error.name === 'TypeError';
}

/**
 * Whether a write conflicted with a concurrent write to the same object, which is transient. A failed precondition is not.
 * Source: "API Conventions", Kubernetes, section "HTTP Status codes".
 */
export function isKubernetesConflict(error: unknown): boolean {
  if (!(error instanceof ApiException) || error.code !== 409) return false;
  const { reason, message = '' } = statusOf(bodyOf(error));
  return reason === 'Conflict' && !/precondition/i.test(message);
}

/** A field that another field manager owns. */
export interface FieldConflict {
  manager: string;
  /** The field path, such as `.metadata.annotations.eks.amazonaws.com/role-arn`. */
  field: string;
}

/**
 * Returns the fields for which a server-side apply was refused.
 * Source: "Server-Side Apply", Kubernetes documentation, section "Conflicts".
 */
export function fieldConflictsOf(error: unknown): FieldConflict[] {
  if (kubernetesStatus(error) !== 409) return [];
  return causesOf(error)
    .filter(cause => entryOf(cause, 'reason') === 'FieldManagerConflict')
    .map(cause => {
      const message = String(entryOf(cause, 'message'));
      const [, manager = message] =
        /^conflict with "([^"]+)"/.exec(message) ?? [];
      return { manager, field: String(entryOf(cause, 'field')) };
    });
}

/** Whether a server-side apply failed because it was for an object with another UID, and no object with that name exists anymore. */
export function isUidMismatch(error: unknown): boolean {
  const { message = '' } = statusOf(bodyOf(error));
  return kubernetesStatus(error) === 409 && message.includes('uid mismatch');
}

/**
 * Whether a write failed because it was for an object with another UID, which cannot be changed. Other 422 errors have other reasons, such as an
 * admission policy.
 */
export function isUidImmutable(error: unknown): boolean {
  return (
    kubernetesStatus(error) === 422 &&
    causesOf(error).some(cause => entryOf(cause, 'field') === 'metadata.uid')
  );
}

function causesOf(error: unknown): unknown[] {
  const causes = entryOf(entryOf(bodyOf(error), 'details'), 'causes');
  return Array.isArray(causes) ? causes : [];
}

function bodyOf(error: unknown): unknown {
  const body: unknown = error instanceof ApiException ? error.body : undefined;
  return typeof body === 'string' && body.startsWith('{')
    ? tryParse(body)
    : body;
}

function entryOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Reads the reason and message of an API `Status` object. */
function statusOf(body: unknown): { reason?: string; message?: string } {
  const textOf = (key: string) => {
    const value = entryOf(body, key);
    return value === undefined ? undefined : String(value);
  };
  return { reason: textOf('reason'), message: textOf('message') };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Describes the error in one sentence, with the cluster's own message as one short line. Leaves out headers, which may hold credentials. */
export function describeKubernetesError(
  error: unknown,
  cluster: string,
): string {
  if (error instanceof RejectedIdentityError) return error.reason;
  if (error instanceof ApiException) {
    const message = statusOf(bodyOf(error)).message ?? 'without a reason';
    return `Cluster ${cluster} answered ${error.code}: ${toSingleLine(
      message,
    )}`;
  }
  if (error instanceof InvalidResponseError) {
    return `Cluster ${cluster} returned ${error.what}.`;
  }
  if (isInvalidResponse(error)) {
    return `Cluster ${cluster} did not respond as a Kubernetes API.`;
  }
  if (isError(error) && error.name === 'TimeoutError') {
    return `Cluster ${cluster} did not respond in time.`;
  }
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  return isError(cause)
    ? `Cluster ${cluster} could not be reached: ${toSingleLine(cause.message)}`
    : `Cluster ${cluster} could not be reached.`;
}
