import { isError } from '@backstage/errors';
import { awsErrorCode, describeAwsError } from '../../observe/aws/errors';

/** What an error of the token exchange means. */
export type ProofError =
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'transient'; reason: string }
  /** Nothing was answered in time. */
  | { kind: 'silent'; reason: string };

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
  'RegionDisabledException',
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
  'TooManyRequestsException',
]);

/** Says that it is the network of this backend that refuses, which need not be that of the pods. */
const OUR_NETWORK = /VPC endpoint polic/i;

/** Says of the issuer's keys that they could not be had, under a code that else means a refusal. */
const KEYS_NOT_READ = /couldn't retrieve verification key/i;

/** Reads an error of AssumeRoleWithWebIdentity. Source: "AssumeRoleWithWebIdentity", AWS STS API Reference, section "Errors". */
export function classifyStsError(error: unknown): ProofError {
  const code = awsErrorCode(error);
  const reason = describeAwsError(error);
  if (isError(error) && error.name === 'TimeoutError') {
    return { kind: 'silent', reason: 'AWS STS gave no answer in time.' };
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
