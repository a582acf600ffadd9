import { isError, ServiceUnavailableError } from '@backstage/errors';
import { unconfiguredAccount } from '@backstage-irsa/core/model';
import { toSingleLine } from '../../lib/toSingleLine';

/** Thrown for an account that the configuration does not name. */
export class UnconfiguredAccountError extends Error {
  constructor(accountId: string) {
    super(unconfiguredAccount(accountId));
  }
}

/** The permission that the backend needs to assume the configured role in an account. */
export const ASSUME_RIGHT = 'sts:AssumeRole';

/** Thrown if the backend may not assume the configured role in an account. */
export class NoCredentialsError extends Error {
  constructor(accountId: string, refusal: unknown) {
    super(
      `This backend has no credentials for account ${accountId}. ${describeAwsError(
        refusal,
      )}`,
    );
  }
}

/** Thrown if the backend may not assume the role that requests tokens. */
export class RoleNotAssumedError extends Error {
  constructor(roleArn: string, refusal: unknown) {
    super(
      `The backend may not assume ${roleArn}. Grant it ${ASSUME_RIGHT} on that role, and name the backend in the trust policy of the role. ${describeAwsError(
        refusal,
      )}`,
    );
  }
}

/** The error codes for expired credentials. Source: "Common error types" of each service, and "Error responses", Amazon S3 API Reference. */
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

/** Matches messages about the time of a signature. Their error codes have other meanings too. */
const SKEWED = /signature (expired|not yet current)/i;

/** Thrown if AWS rejects the backend's credentials, or rejects them because of the backend's clock. */
export class RefusedCredentialsError extends Error {
  /** Returns the error for refused credentials. Undefined for any other error. */
  static of(
    error: unknown,
    accountId: string,
  ): RefusedCredentialsError | undefined {
    const code = awsErrorCode(error) ?? '';
    const why = describeAwsError(error);
    if (isClockRefused(error)) {
      return new RefusedCredentialsError(
        `The clock of this backend differs too much from that of AWS. Ask an administrator to correct it. ${why}`,
      );
    }
    if (EXPIRED.has(code)) {
      return new RefusedCredentialsError(
        `The credentials of this backend for account ${accountId} have expired. Ask an administrator to renew them. ${why}`,
      );
    }
    return REFUSED.has(code)
      ? new RefusedCredentialsError(
          `AWS rejects the credentials of this backend for account ${accountId}. Ask an administrator to correct them. ${why}`,
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

/**
 * Returns AWS's message about an unknown access key. Services answer so in a region that the account has not enabled. Undefined for any other error.
 */
export function unknownKeyAnswer(error: unknown): string | undefined {
  if (!(error instanceof RefusedCredentialsError)) return undefined;
  return UNKNOWN_KEY.has(awsErrorCode(error.cause) ?? '')
    ? describeAwsError(error.cause)
    : undefined;
}

/** Thrown if AWS does not answer in time, whether or not it received the call. */
export class AwsSilentError extends Error {
  constructor(timeoutMs: number) {
    super(`AWS did not respond within ${timeoutMs / 1000} s.`);
  }
}

/** Thrown if a scan waited too long for the budget of AWS calls. */
export class BudgetUsedUpError extends Error {
  constructor(accountId: string, perMinute: number) {
    super(
      `The budget of ${perMinute} AWS calls a minute for account ${accountId} is used up (irsa.limits.awsCallsPerMinute).`,
    );
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
  'StateMachineDoesNotExist',
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

/**
 * The codes that the SDK counts as throttling, without `LimitExceededException`, with which IAM reports a quota.
 * Source: "Retry behavior", AWS SDKs and Tools Reference Guide.
 */
const THROTTLED = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/** Returns the code of an AWS error, such as `AccessDenied`. Undefined if it is not an AWS error. */
export function awsErrorCode(error: unknown): string | undefined {
  return isError(error) && '$fault' in error ? error.name : undefined;
}

/** Whether AWS reports that the object does not exist. */
export function isNotFound(error: unknown): boolean {
  return NOT_FOUND.has(awsErrorCode(error) ?? '');
}

/** Whether AWS reports a missing permission. */
export function isDenied(error: unknown): boolean {
  return DENIED.has(awsErrorCode(error) ?? '');
}

/** Whether AWS reports that a signature's time is too far from its own clock. */
export function isClockRefused(error: unknown): boolean {
  const code = awsErrorCode(error) ?? '';
  return (
    CLOCK.has(code) ||
    (REFUSED.has(code) && SKEWED.test(describeAwsError(error)))
  );
}

/** Whether AWS reports throttling. */
export function isThrottled(error: unknown): boolean {
  const code = awsErrorCode(error);
  if (code === undefined) return false;
  const { $metadata: { httpStatusCode } = {} } = error as {
    $metadata?: { httpStatusCode?: number };
  };
  return THROTTLED.has(code) || httpStatusCode === 429;
}

/** Whether AWS reports that an object with that name exists. */
export function isAlreadyExists(error: unknown): boolean {
  return ALREADY_EXISTS.has(awsErrorCode(error) ?? '');
}

/**
 * Whether AWS certainly did not make the requested object. False if it reports that the object exists: the client resends a call whose answer is lost.
 */
export function isRefused(error: unknown): boolean {
  return (
    isError(error) &&
    error.$fault === 'client' &&
    !isAlreadyExists(error) &&
    awsErrorCode(error) !== 'ResourceInUseException'
  );
}

/** Whether AWS reports that a quota is reached. */
export function isLimitExceeded(error: unknown): boolean {
  return LIMIT_EXCEEDED.has(awsErrorCode(error) ?? '');
}

/** Describes the error in one sentence, with AWS's own code and message if available. */
export function describeAwsError(error: unknown): string {
  if (!isError(error)) return 'AWS did not respond';
  if (isOurs(error)) return error.message;
  const code = awsErrorCode(error);
  // The SDK client appends a line with debugging hints.
  const [message] = error.message.split('\n');
  return code === undefined
    ? `AWS could not be reached: ${toSingleLine(message)}`
    : `AWS answered ${toSingleLine(code)}: ${toSingleLine(message)}`;
}

/** Whether the error certainly comes from a call to AWS. */
export function isAwsError(error: unknown): boolean {
  return isError(error) && (isOurs(error) || awsErrorCode(error) !== undefined);
}

/** Whether the error is one that this plugin throws in a call to AWS, with a message for users. A failed database is a ServiceUnavailableError. */
function isOurs(error: Error): boolean {
  return (
    error instanceof AwsSilentError ||
    error instanceof BudgetUsedUpError ||
    error instanceof ServiceUnavailableError ||
    error instanceof NoCredentialsError ||
    error instanceof RefusedCredentialsError ||
    error instanceof RoleNotAssumedError ||
    error instanceof UnconfiguredAccountError
  );
}
