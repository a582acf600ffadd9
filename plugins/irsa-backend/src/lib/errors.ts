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

/** An approval that was asked for, as an error tells it. */
type AskedApproval = Pick<Approval, 'id' | 'rule' | 'state' | 'approvers'>;

/** A limit is reached. It says when to ask again. */
export class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.name = 'TooManyRequestsError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The plan waits for decisions. The same request goes through once they are made. */
export class ApprovalRequiredError extends CustomErrorBase {
  readonly statusCode = 409;
  readonly approvals: AskedApproval[];

  constructor(message: string, approvals: AskedApproval[]) {
    super(message);
    this.name = 'ApprovalRequiredError';
    this.approvals = approvals;
  }
}

/** The spec breaks rules: each with its field and its name. */
export function violationsError(violations: Violation[]): InputError {
  return new InputError(formatViolations(violations));
}

/** Nothing is stored of one before it is verified. */
export function notVerified({ id }: { id: string }): NotFoundError {
  return new NotFoundError(
    `IAM service account ${id} has not been verified yet. Verify it first: POST /service-accounts/${id}/verifications.`,
  );
}

/** Something outside could not be read or written. */
export function unavailable(message: string): ServiceUnavailableError {
  return new ServiceUnavailableError(message);
}

/** What an operation keeps of the error that stopped it. */
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
