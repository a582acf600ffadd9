import type { Request } from 'express';
import type {
  Defer,
  RouteContext,
  UserCredentials,
} from '../../authorization/audit/routeContext';

/** The response of a route. */
export interface RouteAnswer {
  status: number;
  body: object | undefined;
}

/** Whether the caller prefers reading the operation to waiting for its end. */
function prefersAsync(req: Request): boolean {
  return (req.get('prefer') ?? '')
    .split(',')
    .some(preference => preference.trim() === 'respond-async');
}

/**
 * Responds to a request that has started an operation: with its result or, if the caller prefers that, with 202 and the operation's current state.
 */
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
