import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Cluster } from '../../state/cluster';
import type { Pod, ServiceAccount } from '../objects';
import { pods } from '../resources/pods';
import { serviceAccounts } from '../resources/serviceAccounts';

/** The audience of tokens for the API server itself, as on EKS. */
export const API_AUDIENCE = 'https://kubernetes.default.svc';

/** The claims that Kubernetes adds to the registered claims of RFC 7519. */
export interface ServiceAccountClaims {
  namespace: string;
  serviceaccount: { name: string; uid: string };
  pod?: { name: string; uid: string };
  node?: { name: string };
}

export interface TokenOptions {
  audiences: string[];
  expirationSeconds: number;
  /** The pod that the token is bound to: the token is valid only while the pod exists. */
  pod?: Pod;
  now: Date;
}

/** Signs a token for a ServiceAccount with the cluster's signing key (Kubernetes, "Managing Service Accounts"). */
export async function mintServiceAccountToken(
  cluster: Pick<Cluster, 'issuer' | 'signingKey'>,
  account: ServiceAccount,
  { audiences, expirationSeconds, pod, now }: TokenOptions,
): Promise<{ token: string; expiresAt: Date }> {
  const { name, namespace = '', uid = '' } = account.metadata;
  const issuedAt = Math.floor(now.getTime() / 1000);
  const claims: ServiceAccountClaims = {
    namespace,
    ...(pod?.spec.nodeName && { node: { name: pod.spec.nodeName } }),
    ...(pod && {
      pod: { name: pod.metadata.name, uid: pod.metadata.uid ?? '' },
    }),
    serviceaccount: { name, uid },
  };
  const token = await new SignJWT({ 'kubernetes.io': claims })
    .setProtectedHeader({ alg: 'RS256', kid: cluster.signingKey.kid })
    .setIssuer(cluster.issuer)
    .setSubject(`system:serviceaccount:${namespace}:${name}`)
    .setAudience(audiences)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + expirationSeconds)
    .setJti(randomUUID())
    .sign(cluster.signingKey.privateKey);
  return {
    token,
    expiresAt: new Date((issuedAt + expirationSeconds) * 1000),
  };
}

/** The claims of a valid token, and those requested audiences that it is valid for. */
export interface VerifiedToken {
  claims: ServiceAccountClaims;
  tokenId: string;
  audiences: string[];
}

/**
 * Verifies a token. Returns null unless this cluster issued it, it is within its validity period and for one of the audiences, and its ServiceAccount
 * and pod still exist.
 */
export async function verifyServiceAccountToken(
  cluster: Pick<Cluster, 'issuer' | 'signingKey' | 'store'>,
  token: string,
  wanted: string[],
  now: Date,
): Promise<VerifiedToken | null> {
  const verified = await jwtVerify<{ 'kubernetes.io'?: ServiceAccountClaims }>(
    token,
    cluster.signingKey.publicKey,
    {
      algorithms: ['RS256'],
      issuer: cluster.issuer,
      audience: wanted,
      currentDate: now,
    },
  ).catch(() => null);
  const claims = verified?.payload['kubernetes.io'];
  if (!verified || !claims) {
    return null;
  }
  const { namespace, serviceaccount, pod } = claims;
  const account = cluster.store.get(
    serviceAccounts,
    namespace,
    serviceaccount.name,
  );
  const podUid =
    pod && cluster.store.get(pods, namespace, pod.name)?.metadata.uid;
  if (account?.metadata.uid !== serviceaccount.uid || podUid !== pod?.uid) {
    return null;
  }
  const audiences = [verified.payload.aud ?? []].flat();
  return {
    claims,
    tokenId: verified.payload.jti ?? '',
    audiences: wanted.filter(audience => audiences.includes(audience)),
  };
}
