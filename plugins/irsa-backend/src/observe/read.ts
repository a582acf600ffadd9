import {
  isInvalidResponse,
  absent,
  found,
  unknown,
  type Observation,
} from '@backstage-irsa/core/model';
import {
  describeAwsError,
  isDenied,
  isNotFound,
  NoCredentialsError,
} from './aws/errors';
import { refusedByAws, withoutCredentials } from './aws/refusal';
import { describeKubernetesError, kubernetesStatus } from './kubernetes/errors';
import { RejectedIdentityError } from './kubernetes/RejectedIdentityError';
import { repeated } from './kubernetes/retry';

/** Runs one read of AWS. `right` is the IAM action that it needs. `where` names the account if it is not obvious. */
export async function readAws<T>(
  right: string,
  read: () => Promise<T>,
  where = '',
): Promise<Observation<T>> {
  try {
    return found(await read());
  } catch (error) {
    if (isNotFound(error)) return absent();
    if (isInvalidResponse(error)) {
      return unknown(`AWS returned an invalid response to ${right}.`);
    }
    if (error instanceof NoCredentialsError) {
      return withoutCredentials(error);
    }
    return isDenied(error)
      ? refusedByAws(right, error, where)
      : unknown(describeAwsError(error));
  }
}

/** Runs one read of a cluster, and retries it while the cluster is busy. `right` is the verb and resource that it needs, such as `get pods`. */
export function readKubernetes<T>(
  cluster: string,
  right: string,
  read: () => Promise<T>,
): Promise<Observation<T>> {
  return readKubernetesList(cluster, right, () => repeated(read));
}

/** Runs a read of a list of a cluster by `pagesOf`, which already retries each page. */
export async function readKubernetesList<T>(
  cluster: string,
  right: string,
  read: () => Promise<T>,
): Promise<Observation<T>> {
  try {
    return found(await read());
  } catch (error) {
    return kubernetesStatus(error) === 404
      ? absent()
      : refusedByKubernetes(cluster, right, error);
  }
}

/** Returns why a cluster did not answer a read. */
export function refusedByKubernetes<T>(
  cluster: string,
  right: string,
  error: unknown,
): Observation<T> {
  if (kubernetesStatus(error) === 403) {
    return unknown(
      `The backend may not ${right} in cluster ${cluster}.`,
      right,
    );
  }
  return {
    ...{ state: 'unknown', reason: describeKubernetesError(error, cluster) },
    ...(error instanceof RejectedIdentityError && { isRejected: true }),
  };
}
