import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** What every route needs before it delegates. */
export interface Doors {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
}

/** Who asks. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** Refuses unless every permission is given. */
export async function authorize(
  { permissions }: Doors,
  credentials: BackstageCredentials,
  needed: BasicPermission[],
): Promise<void> {
  const decisions = await permissions.authorize(
    needed.map(permission => ({ permission })),
    { credentials },
  );
  const at = decisions.findIndex(
    ({ result }) => result !== AuthorizeResult.ALLOW,
  );
  if (at !== -1) {
    throw new NotAllowedError(
      `The permission ${needed[at].name} is not given to you.`,
    );
  }
}

/** Runs a route under an audit event that says whether it succeeded, denials included. */
export async function audited<T>(
  { httpAuth, auditor }: Doors,
  request: Request,
  event: {
    eventId: string;
    severityLevel?: AuditorServiceEventSeverityLevel;
    meta?: JsonObject;
  },
  run: (credentials: UserCredentials) => Promise<T>,
): Promise<T> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  const open = await auditor.createEvent({ ...event, request });
  try {
    const answer = await run(credentials);
    await open.success();
    return answer;
  } catch (error) {
    await open.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
