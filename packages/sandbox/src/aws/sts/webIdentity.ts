import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import type { Cluster } from '../../state/cluster';
import type { World } from '../../state/world';
import { AwsError } from '../protocol/error';

/** The claims that STS reads from an OIDC token. */
export interface WebIdentity {
  /** The issuer URL with `https://`. */
  issuer: string;
  subject: string;
  audiences: string[];
}

/** Returns the cluster with this issuer; undefined if it does not exist or was deleted. */
export function issuingCluster(
  { clusters }: Pick<World, 'clusters'>,
  issuer: string,
): Cluster | undefined {
  return [...clusters.values()].find(cluster => cluster.issuer === issuer);
}

/** Returns an `InvalidIdentityToken` error of STS. */
export function invalidIdentityToken(message: string): AwsError {
  return new AwsError('InvalidIdentityToken', 400, message);
}

/** Returns the error of STS if it has no key of the issuer to verify a token. */
export function verificationKeyMissing(): AwsError {
  return invalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
}

/** Reads the claims of a token without verifying it. Throws `InvalidIdentityToken` if the token is not a valid OIDC token. */
export function readClaims(token: string): WebIdentity & { expiresAt: Date } {
  const claims = decode(token);
  const { iss, sub, exp, aud } = claims;
  for (const [name, value] of Object.entries({ iss, sub, aud, exp })) {
    if (value === undefined) {
      throw invalidIdentityToken(`Missing a required claim: ${name}`);
    }
  }
  return {
    issuer: String(iss),
    subject: String(sub),
    audiences: [aud ?? []].flat(),
    expiresAt: new Date(Number(exp) * 1000),
  };
}

function decode(token: string) {
  try {
    if (decodeProtectedHeader(token).alg === 'RS256') {
      return decodeJwt(token);
    }
  } catch {
    // The error below is the same for an invalid JWT and for another algorithm.
  }
  throw invalidIdentityToken(
    'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
  );
}

/** Throws `ExpiredTokenException` if the token has expired. */
export function checkExpiry(expiresAt: Date, now: Date): void {
  if (expiresAt <= now) {
    throw new AwsError(
      'ExpiredTokenException',
      400,
      'Token expired: current date/time must be before the expiration date/time',
    );
  }
}

/**
 * Verifies the token's signature with the keys of the cluster that is the issuer. Fetches nothing. AWS returns the same error for a key that the
 * issuer does not publish and for an issuer that no longer exists.
 */
export async function verifySignature(
  world: World,
  token: string,
  issuer: string,
): Promise<void> {
  const { kid } = decodeProtectedHeader(token);
  const cluster = issuingCluster(world, issuer);
  if (!cluster || cluster.signingKey.kid !== kid) {
    throw verificationKeyMissing();
  }
  try {
    await compactVerify(token, cluster.signingKey.publicKey, {
      algorithms: ['RS256'],
    });
  } catch (error) {
    if (error instanceof errors.JOSEError) {
      throw invalidIdentityToken('Token signature invalid');
    }
    throw error;
  }
}
