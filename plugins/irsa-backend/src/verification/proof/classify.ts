import { isError } from '@backstage/errors';
import { awsErrorCode, describeAwsError } from '../../observe/aws/errors';

/** The meaning of an error of the token exchange. */
export type ProofError =
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'transient'; reason: string }
  /** There was no answer in time. */
  | { kind: 'silent'; reason: string };

/** Error codes for a token or trust policy that AWS checked and refused. */
const REFUSALS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredTokenException',
  'ExpiredToken',
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'IDPRejectedClaim',
  'IDPRejectedClaimException',
  'RegionDisabledException',
]);

/** Error codes of transient errors. */
const TRANSIENT = new Set([
  'IDPCommunicationError',
  'IDPCommunicationErrorException',
  'InternalFailure',
  'RequestTimeout',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Matches refusals by the network of this backend, which may differ from the network of the pods. */
const OUR_NETWORK = /VPC endpoint polic/i;

/** Matches messages that AWS could not get the issuer's keys. Their error code otherwise means a refusal. */
const KEYS_NOT_READ = /couldn't retrieve verification key/i;

/** Classifies an error of AssumeRoleWithWebIdentity. Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors". */
export function classifyStsError(error: unknown): ProofError {
  const code = awsErrorCode(error);
  const reason = describeAwsError(error);
  if (isError(error) && error.name === 'TimeoutError') {
    return { kind: 'silent', reason: 'AWS STS did not respond in time.' };
  }
  if (code === undefined || TRANSIENT.has(code) || KEYS_NOT_READ.test(reason)) {
    return { kind: 'transient', reason };
  }
  if (OUR_NETWORK.test(reason)) {
    return {
      kind: 'failed',
      reason: `The policy of the VPC endpoint for AWS STS that this backend uses refused the call. ${reason}`,
    };
  }
  return { kind: REFUSALS.has(code) ? 'refused' : 'failed', reason };
}
