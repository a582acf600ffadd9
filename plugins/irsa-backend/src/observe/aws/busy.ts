/** The maximum waits before each retry of a call that the client gave up, in milliseconds. IAM accepts few calls per second from an account. */
export const AWS_BUSY_MS = [2000, 4000, 8000];
