import { ResponseError } from '@backstage/errors';

/**
 * Rejects as the promise does, but a `ResponseError` with the name and message that the plugin gave: the scaffolder
 * shows an error's stack only, and that of a `ResponseError` says no more than the status code.
 */
export async function explainRefusal<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (!ResponseError.is(error)) throw error;
    const refusal = new Error(error.cause.message, { cause: error });
    refusal.name = error.cause.name;
    Error.captureStackTrace(refusal, explainRefusal);
    throw refusal;
  }
}
