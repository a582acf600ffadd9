import type { ErrorRequestHandler } from 'express';
import { TooManyRequestsError } from './errors';

/** Tells with every 429 when to ask again. */
export const retryAfter: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof TooManyRequestsError) {
    res.setHeader('Retry-After', error.retryAfterSeconds);
  }
  next(error);
};
