import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';
import type { IamServiceAccount, Operation } from '@backstage-irsa/core/model';
import {
  irsaServiceAccountReadPermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { ChangeRequest } from './types';
import type { Access } from '../Access';
import type { SpecAuthorizer } from '../SpecAuthorizer';
import type { Authorizer } from '../Authorizer';
import type { RequestLimits } from '../RequestLimits';
import { databaseTrouble } from '../../lib/databaseErrors';

/** The shared services of all routes, which authenticate, authorize, limit, and audit requests. */
export interface RouteContext {
  access: Access;
  auditor: AuditorService;
  authorizer: Authorizer;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  operations: OperationReader;
  requestLimits: RequestLimits;
  serviceAccounts: ServiceAccountReader;
  specs: SpecAuthorizer;
}

interface OperationReader {
  /** @throws NotFoundError - if the caller did not start the operation. */
  get(id: string, credentials: UserCredentials): Promise<Operation>;
}

interface ServiceAccountReader {
  /**
   * Returns an IAM service account that the caller may read and has the permission for.
   *
   * @throws NotFoundError - if the caller may not read it; NotAllowedError.
   */
  get(
    id: string,
    credentials: BackstageCredentials,
    permission?: IrsaServiceAccountPermission,
  ): Promise<IamServiceAccount>;
}

/** The credentials of the user who sends a request. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/**
 * Returns an IAM service account that the caller owns and has the permission to change.
 *
 * @param groups - as for `Access.ownership`
 * @throws NotFoundError - if the caller may not read it; NotAllowedError
 */
export async function ownedAccount(
  { access, serviceAccounts }: Pick<RouteContext, 'access' | 'serviceAccounts'>,
  id: string,
  credentials: BackstageCredentials,
  permission: IrsaServiceAccountPermission,
  groups?: string[],
): Promise<IamServiceAccount> {
  const account = await serviceAccounts.get(id, credentials, permission);
  await access.requireOwner(account, credentials, groups);
  return account;
}

/** Returns the requester and the reason of a change, for auditors. `why` is the body or the query of the request. */
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

/** Returns a query parameter that the OpenAPI document allows once. */
export function single(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return value === undefined ? undefined : String(value);
}

/** Returns the requested page of a list. */
export function pageOf(
  req: Request,
  defaultLimit: number,
): { cursor?: string; limit: number } {
  return {
    cursor: single(req, 'cursor'),
    limit: Number(single(req, 'limit') ?? defaultLimit),
  };
}

/** Postpones the outcome of an audit event until work that continues after the response has ended. */
export type Defer = (work: Promise<unknown>) => void;

/** The content of an audit event. */
export interface AuditEvent<T = unknown> {
  eventId: string;
  severityLevel?: AuditorServiceEventSeverityLevel;
  meta?: JsonObject;
  /** Absent if there is no HTTP request. */
  request?: Request;
  /** Returns additional details for a successful outcome, such as the rules that a plan violates. */
  outcome?: (answer: T) => JsonObject;
}

/** Runs a route with an audit event that records success or failure, including denials. */
export async function audited<T>(
  context: RouteContext,
  request: Request,
  event: AuditEvent<T>,
  run: (credentials: UserCredentials, defer: Defer) => Promise<T>,
): Promise<T> {
  return underEvent(context, { ...event, request }, async defer => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user'],
    });
    const { userEntityRef } = credentials.principal;
    await context.requestLimits.admit(event.eventId, userEntityRef);
    return run(credentials, defer);
  });
}

/** Like `audited`, but requires the permission to read at least some IAM service accounts. */
export async function auditedReader<T>(
  context: RouteContext,
  request: Request,
  event: AuditEvent<T>,
  run: (credentials: UserCredentials) => Promise<T>,
): Promise<T> {
  return audited(context, request, event, async credentials => {
    await context.authorizer.requireAny(
      credentials,
      irsaServiceAccountReadPermission,
    );
    return run(credentials);
  });
}

/** Like `audited`, but also admits other plugins that read for themselves, such as a search index, without a user. */
export async function auditedForPlugins<T>(
  context: RouteContext,
  request: Request,
  event: AuditEvent<T>,
  run: (credentials: BackstageCredentials) => Promise<T>,
): Promise<T> {
  return underEvent(context, { ...event, request }, async () =>
    run(
      await context.httpAuth.credentials(request, {
        allow: ['user', 'service'],
      }),
    ),
  );
}

/** Runs a function with an audit event that records success or failure. */
export async function underEvent<T>(
  { auditor }: Pick<RouteContext, 'auditor'>,
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
