import { CustomErrorBase } from '@backstage/errors';
import { json, type RequestHandler } from 'express';

/** The maximum size of a body in bytes, after unpacking. The largest valid spec needs a third of it. */
const BODY_SIZE = 65_536;

class PayloadTooLargeError extends CustomErrorBase {
  readonly statusCode = 413;
  readonly name = 'PayloadTooLargeError';
}

const parse = json({ limit: BODY_SIZE });

/** Reads JSON bodies. Rejects a larger body before parsing it. */
export const readBody: RequestHandler = (req, res, next) =>
  parse(req, res, (error?: { type?: string }) =>
    next(
      error?.type === 'entity.too.large'
        ? new PayloadTooLargeError(
            `body: The request body has more than ${BODY_SIZE} bytes. Shorten it. [body-size]`,
          )
        : error,
    ),
  );
