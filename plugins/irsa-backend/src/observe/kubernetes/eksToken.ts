import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { partitionOf } from '@backstage-irsa/core/arn';
import { HttpRequest } from '@smithy/protocol-http';
import { SignatureV4 } from '@smithy/signature-v4';

/** EKS takes a token for 15 minutes after it was signed. */
const LIFETIME_MS = 14 * 60_000;

/** Makes tokens for the Kubernetes API of one EKS cluster. */
export type TokenSource = () => Promise<string>;

/**
 * A token is a presigned STS GetCallerIdentity request for the cluster's own region and partition; EKS sends it to find out who asks.
 * Source: "Cluster authentication", aws-iam-authenticator, section "How does it work?".
 */
async function signToken(
  eksName: string,
  region: string,
  credentials: AwsCredentialIdentityProvider,
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

/** A token for the cluster, made again before EKS would refuse it. */
export function eksTokenSource(options: {
  eksName: string;
  region: string;
  credentials: AwsCredentialIdentityProvider;
}): TokenSource {
  let current: { at: number; token: Promise<string> } | undefined;
  return () => {
    if (!current || Date.now() - current.at > LIFETIME_MS) {
      const token = signToken(
        options.eksName,
        options.region,
        options.credentials,
      );
      current = { at: Date.now(), token };
      token.catch(() => {
        current = undefined;
      });
    }
    return current.token;
  };
}
