/** Returns an error whose stack is only its message: the scaffolder logs the stack, and stack frames do not help users who fill in a form. */
export function refusal(name: string, message: string, cause?: Error): Error {
  const error = new Error(message, { cause });
  error.name = name;
  error.stack = `${name}: ${message}`;
  return error;
}
