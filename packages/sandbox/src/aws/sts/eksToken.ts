import type { HttpRequest } from '../../server/http';
import type { World } from '../../state/world';
import { authenticate, SignatureError } from '../access/authenticate';
import { parsePairs } from '../protocol/encoding';

const PREFIX = 'k8s-aws-v1.';
const VALID_SECONDS = 15 * 60;

/**
 * Returns the ARN of the principal behind an EKS token: a presigned URL of STS `GetCallerIdentity` that also signs the cluster's name ("aws eks
 * get-token"). Returns null if the token is malformed, for another cluster, or not correctly signed.
 */
export async function principalOfEksToken(
  world: World,
  clusterName: string,
  token: string,
): Promise<string | null> {
  const request =
    token.startsWith(PREFIX) && presignedRequest(token, clusterName);
  if (!request) {
    return null;
  }
  const query = new Map(parsePairs(request.query, false));
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const expires = Number(query.get('X-Amz-Expires') ?? VALID_SECONDS);
  if (
    query.get('Action') !== 'GetCallerIdentity' ||
    !signedHeaders.includes('x-k8s-aws-id') ||
    !(expires <= VALID_SECONDS)
  ) {
    return null;
  }
  try {
    const { caller, signature } = authenticate(world, request);
    return signature.service === 'sts' ? caller.arn : null;
  } catch (error) {
    if (error instanceof SignatureError) {
      return null;
    }
    throw error;
  }
}

function presignedRequest(
  token: string,
  clusterName: string,
): HttpRequest | null {
  const text = Buffer.from(token.slice(PREFIX.length), 'base64url').toString();
  if (!URL.canParse(text)) {
    return null;
  }
  const url = new URL(text);
  return {
    method: 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    headers: new Map([
      ['host', url.host],
      ['x-k8s-aws-id', clusterName],
    ]),
    body: Buffer.alloc(0),
  };
}
