import type { Request } from 'express';
import type {
  Defer,
  RouteContext,
  UserCredentials,
} from '../../authorization/audit/routeContext';

/** What a route answers with. */
export interface RouteAnswer {
  status: number;
  body: object | undefined;
}

/** Whether the caller rather reads the operation than waits for its end. */
function prefersAsync(req: Request): boolean {
  return (req.get('prefer') ?? '')
    .split(',')
    .some(preference => preference.trim() === 'respond-async');
}

/** The answer to a request that has begun an operation: what came of it or, where that is preferred, 202 with the operation as it is now. */
export async function operationAnswer(
  req: Request,
  { operationId, result }: { operationId: string; result: Promise<object> },
  caller: { credentials: UserCredentials; defer: Defer },
  { logger, operations }: RouteContext,
): Promise<RouteAnswer> {
  if (!prefersAsync(req)) return { status: 200, body: await result };
  caller.defer(result);
  result.catch(error =>
    logger.warn(`Operation ${operationId} failed: ${error.message}`),
  );
  return {
    status: 202,
    body: await operations.get(operationId, caller.credentials),
  };
}
