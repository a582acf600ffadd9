import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { ChangeRequest } from './types';
import type { Permits } from '../authorization/Permits';
import type { RequestLimits } from '../authorization/RequestLimits';
import { databaseTrouble } from '../lib/databaseErrors';

/** What every route needs before it delegates. */
export interface Doors {
  httpAuth: HttpAuthService;
  permits: Permits;
  requestLimits: RequestLimits;
  auditor: AuditorService;
}

/** Who asks. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Who asks for a change, and why, as auditors are told. `why` is the body or the query of the request. */
export function changeRequest(
  why: Record<string, unknown> | undefined,
  { principal }: UserCredentials,
): ChangeRequest {
  const { reason, changeNumber } = why ?? {};
  return {
    requester: principal.userEntityRef,
    ...(reason !== undefined && { reason: String(reason) }),
    ...(changeNumber !== undefined && { changeNumber: String(changeNumber) }),
  };
}

/** A query parameter that the OpenAPI document allows once. */
export function single(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return value === undefined ? undefined : String(value);
}

/** Postpones the outcome of an audit event until work that goes on after the answer has ended. */
export type Defer = (work: Promise<unknown>) => void;

/** What an audit event tells. */
export interface AuditEvent<T = unknown> {
  eventId: string;
  severityLevel?: AuditorServiceEventSeverityLevel;
  meta?: JsonObject;
  /** Absent when nobody came in by HTTP. */
  request?: Request;
  /** What its success tells beside, such as the rules that a plan breaks. */
  outcome?: (answer: T) => JsonObject;
}

/** Runs a route under an audit event that says whether it succeeded, denials included. */
export async function audited<T>(
  doors: Doors,
  request: Request,
  event: AuditEvent<T>,
  run: (credentials: UserCredentials, defer: Defer) => Promise<T>,
): Promise<T> {
  return underEvent(doors, { ...event, request }, async defer => {
    const credentials = await doors.httpAuth.credentials(request, {
      allow: ['user'],
    });
    const { userEntityRef } = credentials.principal;
    await doors.requestLimits.admit(event.eventId, userEntityRef);
    return run(credentials, defer);
  });
}

/** As `audited`, for reads that other plugins make for themselves too, as a search index does: then nobody is a user. */
export async function auditedForPlugins<T>(
  doors: Doors,
  request: Request,
  event: AuditEvent<T>,
  run: (credentials: BackstageCredentials) => Promise<T>,
): Promise<T> {
  return underEvent(doors, { ...event, request }, async () =>
    run(
      await doors.httpAuth.credentials(request, { allow: ['user', 'service'] }),
    ),
  );
}

/** Runs something under an audit event that says whether it succeeded. */
export async function underEvent<T>(
  { auditor }: Pick<Doors, 'auditor'>,
  { outcome, ...event }: AuditEvent<T>,
  run: (defer: Defer) => Promise<T>,
): Promise<T> {
  const open = await auditor.createEvent(event);
  const succeed = () => open.success();
  const fail = (error: unknown) =>
    open.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
  let deferred: Promise<unknown> | undefined;
  try {
    const answer = await run(work => {
      deferred = work;
    });
    if (deferred) deferred.then(succeed, fail);
    else await open.success(outcome && { meta: outcome(answer) });
    return answer;
  } catch (error) {
    const told = databaseTrouble(error) ?? error;
    await fail(told);
    throw told;
  }
}
