import { ResponseError } from '@backstage/errors';
import { refusal } from './refusal';

/**
 * Rejects like the promise, but replaces a `ResponseError` by an error with the name and message from the plugin. The scaffolder shows only the stack
 * of an error, and the stack of a `ResponseError` contains only the status code.
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
