import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { Permits } from '../services/Permits';

/** What every route needs before it delegates. */
export interface Doors {
  httpAuth: HttpAuthService;
  permits: Permits;
  auditor: AuditorService;
}

/** Who asks. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** A query parameter that the OpenAPI document allows once. */
export function single(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return value === undefined ? undefined : String(value);
}

/** Postpones the outcome of an audit event until work that goes on after the answer has ended. */
export type Defer = (work: Promise<unknown>) => void;

/** Runs a route under an audit event that says whether it succeeded, denials included. */
export async function audited<T>(
  { httpAuth, auditor }: Doors,
  request: Request,
  event: {
    eventId: string;
    severityLevel?: AuditorServiceEventSeverityLevel;
    meta?: JsonObject;
  },
  run: (credentials: UserCredentials, defer: Defer) => Promise<T>,
): Promise<T> {
  const open = await auditor.createEvent({ ...event, request });
  const succeed = () => open.success();
  const fail = (error: unknown) =>
    open.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
  let deferred: Promise<unknown> | undefined;
  try {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const answer = await run(credentials, work => {
      deferred = work;
    });
    if (deferred) deferred.then(succeed, fail);
    else await succeed();
    return answer;
  } catch (error) {
    await fail(error);
    throw error;
  }
}
