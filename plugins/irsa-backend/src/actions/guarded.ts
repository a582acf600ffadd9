import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { IrsaServiceAccountPermission } from '@backstage-irsa/plugin-irsa-common';
import type { JsonObject } from '@backstage/types';
import {
  underEvent,
  type AuditEvent,
} from '../authorization/audit/routeContext';
import { addressedAccount } from './address';
import type { ActionDeps, Addressed, Caller } from './types';

/** Returns the entity reference of the calling user. */
function callingPerson(credentials: Caller): string {
  const { principal } = credentials as BackstageCredentials<
    Partial<BackstageUserPrincipal>
  >;
  if (principal?.type !== 'user' || principal.userEntityRef === undefined) {
    throw new NotAllowedError('Only a signed-in user can run this action.');
  }
  return principal.userEntityRef;
}

/** Runs an action for a user, under the audit event of its route. */
export async function asPerson<T>(
  { context }: ActionDeps,
  credentials: Caller,
  event: AuditEvent<T>,
  run: (userEntityRef: string) => Promise<T>,
): Promise<T> {
  const meta = { by: 'action', ...event.meta };
  return underEvent(context, { ...event, meta }, async () => {
    const userEntityRef = callingPerson(credentials);
    await context.requestLimits.admit(event.eventId, userEntityRef);
    return run(userEntityRef);
  });
}

/** Runs an action as its route would: for a user, with a permission, under an audit event, and only on what the caller may see. */
export async function guarded<T>(
  deps: ActionDeps,
  call: {
    credentials: Caller;
    input: Addressed;
    permission: IrsaServiceAccountPermission;
    event: Pick<AuditEvent<T>, 'eventId' | 'severityLevel'> & {
      meta?: JsonObject;
    };
  },
  run: (account: IamServiceAccount) => Promise<T>,
): Promise<T> {
  const { credentials, input, permission, event } = call;
  return asPerson(
    deps,
    credentials,
    {
      eventId: event.eventId,
      severityLevel: event.severityLevel ?? 'medium',
      meta: { entityRef: input.entityRef, ...event.meta },
    },
    async () => {
      const [permit] = await deps.context.authorizer.authorize(credentials, [
        permission,
      ]);
      const account = await addressedAccount(deps, input, credentials);
      await permit.require(account);
      return run(account);
    },
  );
}
