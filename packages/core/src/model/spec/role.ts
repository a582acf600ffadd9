import { ROLE_NAME_LENGTH } from '../awsNames';
import type { IamServiceAccountSpec, Violation } from '../types';
import { violation } from './violation';

/** The range of a role's maximum session duration, in seconds. @public */
export const MAX_SESSION_DURATION_SECONDS = {
  min: 3600,
  max: 43_200,
} as const;

/** The default maximum session duration of a role, in seconds. Source: "CreateRole", IAM API Reference. @public */
export const DEFAULT_SESSION_SECONDS = 3600;

// Source: "IAM and AWS STS quotas" and "IAM identifiers", IAM User Guide.
const ROLE_NAME = /^[\w+=,.@-]+$/;
const ROLE_PATH = /^\/([\w+=,.@-]+\/)+$/;
const ROLE_PATH_LENGTH = 512;

/** Checks whether a name is `.` or `..`. Software that treats an ARN as a path would resolve it to another place. */
export function isDots(name: string): boolean {
  return name === '.' || name === '..';
}

/**
 * Checks whether the text is a valid role path: `/` at both ends, names between, none of them `.` or `..`, at most 512 characters. IAM itself allows
 * more characters, and `/` alone.
 *
 * @public
 */
export function isRolePath(text: string): boolean {
  return (
    text.length <= ROLE_PATH_LENGTH &&
    ROLE_PATH.test(text) &&
    !text.split('/').some(isDots)
  );
}

function checkRoleName(name: string | undefined): Violation[] {
  if (name === undefined) return [];
  if (name.length > ROLE_NAME_LENGTH) {
    return [
      violation(
        'roleName',
        'role-name-length',
        `Role name "${name}" has ${name.length} characters; IAM allows ${ROLE_NAME_LENGTH}. Choose a shorter one.`,
      ),
    ];
  }
  return ROLE_NAME.test(name) && !isDots(name)
    ? []
    : [
        violation(
          'roleName',
          'role-name',
          `Invalid role name ${JSON.stringify(
            name,
          )}. Use letters, digits and the characters _+=,.@-, and not "." or ".." alone.`,
        ),
      ];
}

function checkRolePath(path: string | undefined): Violation[] {
  if (path === undefined) return [];
  if (path.length > ROLE_PATH_LENGTH) {
    return [
      violation(
        'rolePath',
        'role-path-length',
        `The role path has ${path.length} characters; IAM allows ${ROLE_PATH_LENGTH}. Choose a shorter one.`,
      ),
    ];
  }
  return isRolePath(path)
    ? []
    : [
        violation(
          'rolePath',
          'role-path',
          `Invalid role path ${JSON.stringify(
            path,
          )}. Begin and end it with "/", with names of letters, digits and _+=,.@- between, none of them "." or "..", such as "/irsa/payments/".`,
        ),
      ];
}

function checkSession(seconds: number | undefined): Violation[] {
  const { min, max } = MAX_SESSION_DURATION_SECONDS;
  return seconds === undefined || (seconds >= min && seconds <= max)
    ? []
    : [
        violation(
          'maxSessionDurationSeconds',
          'session-duration-range',
          `A maximum session duration of ${seconds} s is outside the range of ${min} to ${max} s.`,
        ),
      ];
}

function checkAccountId(accountId: string | undefined): Violation[] {
  return accountId === undefined || /^\d{12}$/.test(accountId)
    ? []
    : [
        violation(
          'accountId',
          'account-id',
          `"${accountId}" is not an AWS account ID, which has 12 digits.`,
        ),
      ];
}

/** Checks the name, path, session duration, and account of the role. */
export function checkRole(spec: IamServiceAccountSpec): Violation[] {
  return [
    ...checkRoleName(spec.roleName),
    ...checkRolePath(spec.rolePath),
    ...checkSession(spec.maxSessionDurationSeconds),
    ...checkAccountId(spec.accountId),
  ];
}
