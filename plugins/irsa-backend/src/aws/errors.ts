import { isError } from '@backstage/errors';

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

/** What an administrator configures before an account can be asked about. */
export function unconfiguredAccount(accountId: string): string {
  return `This backend is not configured for account ${accountId}: an administrator adds it to aws.accounts, with its accountId and a roleName or profile.`;
}

const NOT_FOUND = new Set([
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchEntity',
  'NoSuchEntityException',
  'ResourceNotFoundException',
]);

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
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

/** Whether AWS says that the right is missing. */
export function isDenied(error: unknown): boolean {
  return DENIED.has(awsErrorCode(error) ?? '');
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
  if (
    error instanceof UnconfiguredAccountError ||
    error instanceof NoCredentialsError
  ) {
    return error.message;
  }
  const code = awsErrorCode(error);
  return code === undefined
    ? `AWS could not be reached: ${error.message}`
    : `AWS answered ${code}: ${error.message}`;
}
