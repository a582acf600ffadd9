/** An error as AWS returns it, independent of the protocol. */
export class AwsError extends Error {
  constructor(readonly code: string, readonly status: number, message: string) {
    super(message);
    this.name = 'AwsError';
  }
}

/** Returns the error of IAM and STS for input that breaks a rule of the operation. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', 400, message);
}
