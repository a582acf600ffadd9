import { isError } from '@backstage/errors';
import { ApiException } from '@kubernetes/client-node';

/** The HTTP status of a Kubernetes error; undefined when the cluster gave no answer. */
export function kubernetesStatus(error: unknown): number | undefined {
  return error instanceof ApiException ? error.code : undefined;
}

/** Whether the error passes by itself: too many requests, a server that is starting or overloaded, or none that answers. */
export function isTransientKubernetesError(error: unknown): boolean {
  if (error instanceof ApiException) {
    return [429, 500, 502, 503, 504].includes(error.code);
  }
  return isError(error) && isError(error.cause) && error.name === 'TypeError';
}

function bodyMessage(body: unknown): string | undefined {
  const value =
    typeof body === 'string' && body.startsWith('{') ? tryParse(body) : body;
  if (typeof value === 'object' && value !== null && 'message' in value) {
    return String(value.message);
  }
  return undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error in one sentence, with the cluster's own text; without headers, which may hold credentials. */
export function describeKubernetesError(
  error: unknown,
  cluster: string,
): string {
  if (error instanceof ApiException) {
    const message = bodyMessage(error.body) ?? 'without a reason';
    return `Cluster ${cluster} answered ${error.code}: ${message}`;
  }
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  return isError(cause)
    ? `Cluster ${cluster} could not be reached: ${cause.message}`
    : `Cluster ${cluster} could not be reached.`;
}
