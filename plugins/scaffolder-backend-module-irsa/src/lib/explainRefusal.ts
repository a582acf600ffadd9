import { ResponseError } from '@backstage/errors';
import { refusal } from './refusal';

/**
 * Rejects as the promise does, but a `ResponseError` with the name and message that the plugin gave: the scaffolder
 * shows an error's stack only, and that of a `ResponseError` says no more than the status code.
 */
export async function explainRefusal<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (!ResponseError.is(error)) throw error;
    const { name, message } = error.cause;
    throw refusal(name, message, error);
  }
}
