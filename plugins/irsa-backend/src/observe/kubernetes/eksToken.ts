import { Sha256 } from '@aws-crypto/sha256-js';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
} from '@aws-sdk/types';
import { partitionOf } from '@backstage-irsa/core/arn';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

/** How long a token is reused, in milliseconds. EKS accepts it for 15 minutes after signing, or until the session that signed it expires. */
const LIFETIME_MS = 14 * 60_000;

/** How long before the end of the session a token is no longer used, in milliseconds. */
const MARGIN_MS = 60_000;

/** Creates tokens for the Kubernetes API of one EKS cluster. */
export type TokenSource = () => Promise<string>;

/**
 * Signs a token: a presigned STS GetCallerIdentity request for the cluster's own region and partition. EKS sends it to identify the caller.
 * Source: "Cluster authentication", aws-iam-authenticator, section "How does it work?".
 */
async function signToken(
  eksName: string,
  region: string,
  credentials: AwsCredentialIdentity,
): Promise<string> {
  const hostname = `sts.${region}.${partitionOf(region).dnsSuffix}`;
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: Sha256,
  });
  const signed = await signer.presign(
    new HttpRequest({
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: hostname, 'x-k8s-aws-id': eksName },
    }),
    { expiresIn: 60 },
  );
  const query = new URLSearchParams(
    Object.entries(signed.query ?? {}).map(([key, value]) => [
      key,
      String(value),
    ]),
  );
  const url = `https://${hostname}/?${query}`;
  return `k8s-aws-v1.${Buffer.from(url, 'utf8').toString('base64url')}`;
}

/** Returns the remaining time of a session, in milliseconds. */
function leftOf({ expiration }: AwsCredentialIdentity): number {
  return expiration ? expiration.getTime() - Date.now() : Infinity;
}

/** Returns credentials that outlast a token, if the provider has them. */
async function lasting(
  credentials: AwsCredentialIdentityProvider,
): Promise<AwsCredentialIdentity> {
  const kept = await credentials();
  return leftOf(kept) < LIFETIME_MS
    ? credentials({ forceRefresh: true }).catch(() => kept)
    : kept;
}

/** Creates a source of tokens for the cluster. Each token is replaced before EKS would refuse it. */
export function eksTokenSource(options: {
  eksName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
}): TokenSource {
  let until = 0;
  let current: Promise<string> | undefined;
  const sign = async () => {
    const identity = await lasting(options.credentials);
    until = Math.min(until, Date.now() + leftOf(identity) - MARGIN_MS);
    return signToken(options.eksName, options.region, identity);
  };
  return () => {
    if (!current || Date.now() > until) {
      until = Date.now() + LIFETIME_MS;
      const signed = sign();
      current = signed;
      signed.catch(() => {
        // By then, a later token is possibly current.
        if (current === signed) current = undefined;
      });
    }
    return current;
  };
}
