import {
  CustomErrorBase,
  InputError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  type Approval,
  formatViolations,
  type Violation,
} from '@backstage-irsa/core/model';
import { databaseTrouble } from './databaseErrors';

/** A requested approval, as an error reports it. */
type AskedApproval = Pick<Approval, 'id' | 'rule' | 'state' | 'approvers'>;

/** Thrown if a limit is reached. Says when to retry. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.name = 'TooManyRequestsError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Thrown if the plan waits for decisions. Repeat the same request after they are made. */
export class ApprovalRequiredError extends CustomErrorBase {
  readonly statusCode = 409;
  readonly approvals: AskedApproval[];

  constructor(message: string, approvals: AskedApproval[]) {
    super(message);
    this.name = 'ApprovalRequiredError';
    this.approvals = approvals;
  }
}

/** Creates the error for a spec that violates rules. Names the field and the rule of each violation. */
export function violationsError(violations: Violation[]): InputError {
  return new InputError(formatViolations(violations));
}

/** Creates the error for an IAM service account that was not verified yet: nothing is stored about it. */
export function notVerified({ id }: { id: string }): NotFoundError {
  return new NotFoundError(
    `IAM service account ${id} has not been verified yet. Verify it first: POST /service-accounts/${id}/verifications.`,
  );
}

/** Creates the error for an external system that could not be read or written. */
export function unavailable(message: string): ServiceUnavailableError {
  return new ServiceUnavailableError(message);
}

/** Returns what an operation stores of the error that stopped it. */
export function describeFailure(error: unknown): {
  name: string;
  message: string;
} {
  const told = databaseTrouble(error) ?? error;
  const { name, message } = isError(told)
    ? told
    : { name: 'Error', message: 'unknown' };
  return { name, message };
}
