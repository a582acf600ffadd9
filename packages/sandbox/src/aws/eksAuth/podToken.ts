import { decodeJwt } from 'jose';
import {
  type ServiceAccountClaims,
  verifyServiceAccountToken,
} from '../../kubernetes/access/tokens';
import type { Cluster } from '../../state/cluster';
import { AwsError } from '../protocol/error';

/** The audience of the tokens that the webhook projects into pods for EKS Pod Identity. */
export const POD_IDENTITY_AUDIENCE = 'pods.eks.amazonaws.com';

/** The claims of a token that is bound to a pod. */
export type PodClaims = ServiceAccountClaims &
  Required<Pick<ServiceAccountClaims, 'pod'>>;

/**
 * Verifies a pod's token: the cluster signed it for this audience, it is valid at `now`, and its pod and ServiceAccount still exist. Throws
 * `InvalidTokenException` or `ExpiredTokenException`.
 */
export async function verifyPodToken(
  cluster: Cluster,
  token: string,
  now: Date,
): Promise<PodClaims> {
  const claimsAt = async (time: Date) =>
    (
      await verifyServiceAccountToken(
        cluster,
        token,
        [POD_IDENTITY_AUDIENCE],
        time,
      )
    )?.claims;
  const claims = await claimsAt(now);
  if (claims?.pod) {
    return { ...claims, pod: claims.pod };
  }
  const expiresAt = expiryOf(token);
  if (
    expiresAt &&
    expiresAt <= now &&
    (await claimsAt(new Date(expiresAt.getTime() - 1000)))
  ) {
    throw new AwsError(
      'ExpiredTokenException',
      400,
      `The token included in the request is expired: current date/time ${now.toISOString()} must be before the expiration date/time ${expiresAt
        .toISOString()
        .replace('.000Z', 'Z')}.`,
    );
  }
  throw new AwsError(
    'InvalidTokenException',
    400,
    claims
      ? 'The token included in the request is not bound to a pod'
      : 'The token included in the request is not valid',
  );
}

function expiryOf(token: string): Date | undefined {
  try {
    const { exp } = decodeJwt(token);
    return exp === undefined ? undefined : new Date(exp * 1000);
  } catch {
    return undefined;
  }
}
