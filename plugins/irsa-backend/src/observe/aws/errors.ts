import { isError } from '@backstage/errors';
import { unconfiguredAccount } from '@backstage-irsa/core/model';
import { toSingleLine } from '../../lib/toSingleLine';

/** An account that the configuration does not name. */
export class UnconfiguredAccountError extends Error {
  constructor(accountId: string) {
    super(unconfiguredAccount(accountId));
  }
}

/** What it takes to be the role of the configuration in an account. */
export const ASSUME_RIGHT = 'sts:AssumeRole';

/** An account whose role the backend may not assume. */
export class NoCredentialsError extends Error {
  constructor(accountId: string, refusal: unknown) {
    super(
      `This backend gets no credentials for account ${accountId}. ${describeAwsError(
        refusal,
      )}`,
    );
  }
}

/** A role that requests tokens and that the backend may not assume. */
export class RoleNotAssumedError extends Error {
  constructor(roleArn: string, refusal: unknown) {
    super(
      `The backend may not assume ${roleArn}: give it ${ASSUME_RIGHT} on that role, and name the backend in the trust policy of the role. ${describeAwsError(
        refusal,
      )}`,
    );
  }
}

/** Source: "Common error types" of each service, and "Error responses", Amazon S3 API Reference. */
const EXPIRED = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
]);

const REFUSED = new Set([
  'AuthFailure',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

const CLOCK = new Set(['RequestInTheFuture', 'RequestTimeTooSkewed']);

/** What AWS says of the time of a signature, under codes that mean other things too. */
const SKEWED = /signature (expired|not yet current)/i;

/** Credentials that AWS does not take, or a clock by which it does not take any. */
export class RefusedCredentialsError extends Error {
  /** Undefined for any other error. */
  static of(
    error: unknown,
    accountId: string,
  ): RefusedCredentialsError | undefined {
    const code = awsErrorCode(error) ?? '';
    const why = describeAwsError(error);
    if (isClockRefused(error)) {
      return new RefusedCredentialsError(
        `The clock of this backend is too far from that of AWS: an administrator sets it right. ${why}`,
      );
    }
    if (EXPIRED.has(code)) {
      return new RefusedCredentialsError(
        `The credentials of this backend for account ${accountId} have expired: an administrator renews them. ${why}`,
      );
    }
    return REFUSED.has(code)
      ? new RefusedCredentialsError(
          `AWS does not take the credentials of this backend for account ${accountId}: an administrator corrects them. ${why}`,
          { cause: error },
        )
      : undefined;
  }
}

/** The codes for an access key that AWS does not know. */
const UNKNOWN_KEY = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/** What AWS said to an access key that it does not know, as services do in a region that the account has not enabled; undefined for any other error. */
export function unknownKeyAnswer(error: unknown): string | undefined {
  if (!(error instanceof RefusedCredentialsError)) return undefined;
  return UNKNOWN_KEY.has(awsErrorCode(error.cause) ?? '')
    ? describeAwsError(error.cause)
    : undefined;
}

/** AWS took a call, or not even that, and did not answer it in time. */
export class AwsSilentError extends Error {
  constructor(timeoutMs: number) {
    super(`AWS gave no answer within ${timeoutMs / 1000} s.`);
  }
}

const NOT_FOUND = new Set([
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchEntity',
  'NoSuchEntityException',
  'NotFound',
  'NoSuchPublicAccessBlockConfiguration',
  'NotFoundException',
  'PolicyNotFoundException',
  'QueueDoesNotExist',
  'RepositoryNotFoundException',
  'RepositoryPolicyNotFoundException',
  'ResourceNotFoundException',
  'ServerSideEncryptionConfigurationNotFoundError',
]);

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'UnauthorizedOperation',
]);

const ALREADY_EXISTS = new Set([
  'EntityAlreadyExists',
  'EntityAlreadyExistsException',
]);

const LIMIT_EXCEEDED = new Set(['LimitExceeded', 'LimitExceededException']);

const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
]);

/** The code of an AWS error, such as `AccessDenied`; undefined when it is none. */
export function awsErrorCode(error: unknown): string | undefined {
  return isError(error) && '$fault' in error ? error.name : undefined;
}

/** Whether AWS says that the object does not exist. */
export function isNotFound(error: unknown): boolean {
  return NOT_FOUND.has(awsErrorCode(error) ?? '');
}

/** Whether AWS says that the permission is missing. */
export function isDenied(error: unknown): boolean {
  return DENIED.has(awsErrorCode(error) ?? '');
}

/** Whether AWS says that a signature is of another time. */
export function isClockRefused(error: unknown): boolean {
  const code = awsErrorCode(error) ?? '';
  return (
    CLOCK.has(code) ||
    (REFUSED.has(code) && SKEWED.test(describeAwsError(error)))
  );
}

/** Whether AWS says that it was asked too often. */
export function isThrottled(error: unknown): boolean {
  return THROTTLED.has(awsErrorCode(error) ?? '');
}

/** Whether AWS says that an object of that name exists. */
export function isAlreadyExists(error: unknown): boolean {
  return ALREADY_EXISTS.has(awsErrorCode(error) ?? '');
}

/** Whether AWS says that there are as many as it allows. */
export function isLimitExceeded(error: unknown): boolean {
  return LIMIT_EXCEEDED.has(awsErrorCode(error) ?? '');
}

/** The error in one sentence; AWS's own code and text where there is one. */
export function describeAwsError(error: unknown): string {
  if (!isError(error)) return 'AWS gave no answer';
  if (isOurs(error)) return error.message;
  const code = awsErrorCode(error);
  // The client adds a line for anyone who debugs it.
  const [message] = error.message.split('\n');
  return code === undefined
    ? `AWS could not be reached: ${toSingleLine(message)}`
    : `AWS answered ${toSingleLine(code)}: ${toSingleLine(message)}`;
}

/** Whether it is surely an error of a call to AWS. */
export function isAwsError(error: unknown): boolean {
  return isError(error) && (isOurs(error) || awsErrorCode(error) !== undefined);
}

/** Whether it is an error of a call to AWS that we put into words ourselves. */
function isOurs(error: Error): boolean {
  return (
    error instanceof AwsSilentError ||
    error instanceof NoCredentialsError ||
    error instanceof RefusedCredentialsError ||
    error instanceof RoleNotAssumedError ||
    error instanceof UnconfiguredAccountError
  );
}
