/** An error that AWS itself would answer, whatever the protocol it is written in. */
export class AwsError extends Error {
  constructor(readonly code: string, readonly status: number, message: string) {
    super(message);
    this.name = 'AwsError';
  }
}

/** IAM's and STS's answer to input that breaks a rule of the operation. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}
