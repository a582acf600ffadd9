/** An error of which the log of a task shows the message alone: the scaffolder logs the stack, and frames of it help nobody who fills in a form. */
export function refusal(name: string, message: string, cause?: Error): Error {
  const error = new Error(message, { cause });
  error.name = name;
  error.stack = `${name}: ${message}`;
  return error;
}
