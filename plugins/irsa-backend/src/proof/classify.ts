import { awsErrorCode, describeAwsError } from '../aws/errors';

/** What an error of the token exchange means. */
export type ProofError =
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'transient'; reason: string };

/** The token or the trust was looked at and not taken. */
const REFUSALS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'IDPRejectedClaim',
  'IDPRejectedClaimException',
]);

/** It passes by itself. */
const TRANSIENT = new Set([
  'IDPCommunicationError',
  'IDPCommunicationErrorException',
  'InternalFailure',
  'RequestTimeout',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
  'TooManyRequestsException',
]);

/** Says of the issuer's keys that they could not be had, under a code that else means a refusal. */
const KEYS_NOT_READ = /couldn't retrieve verification key/i;

/** Reads an error of AssumeRoleWithWebIdentity. Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors". */
export function classifyStsError(error: unknown): ProofError {
  const code = awsErrorCode(error);
  const reason = describeAwsError(error);
  if (code === undefined || TRANSIENT.has(code) || KEYS_NOT_READ.test(reason)) {
    return { kind: 'transient', reason };
  }
  return { kind: REFUSALS.has(code) ? 'refused' : 'failed', reason };
}
