import { ForwardedError, ResponseError } from '@backstage/errors';

/**
 * Rejects as the promise does, but with the plugin's own reason in the message: the scaffolder shows an error's
 * message only, and that of a `ResponseError` is no more than the status code.
 */
export async function explainRefusal<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw ResponseError.is(error)
      ? new ForwardedError('The irsa plugin refused', error.cause)
      : error;
  }
}
