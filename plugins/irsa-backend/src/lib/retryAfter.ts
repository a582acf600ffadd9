import type { ErrorRequestHandler } from 'express';
import { TooManyRequestsError } from './errors';

/** Adds the `Retry-After` header to every 429 response. */
export const retryAfter: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof TooManyRequestsError) {
    res.setHeader('Retry-After', error.retryAfterSeconds);
  }
  next(error);
};
