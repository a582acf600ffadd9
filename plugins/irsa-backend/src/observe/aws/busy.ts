/** The longest waits before a call that the client gave up is repeated, in milliseconds. IAM takes few calls a second from a whole account. */
export const AWS_BUSY_MS = [2000, 4000, 8000];
