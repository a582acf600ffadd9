import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  IamServiceAccount,
  IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { JsonObject } from '@backstage/types';
import { underEvent } from '../router/doors';
import { addressedAccount } from './address';
import type { ActionDeps, Addressed, Caller } from './types';

function requireUser(credentials: Caller): void {
  const { principal } = credentials as BackstageCredentials<
    Partial<BackstageUserPrincipal>
  >;
  if (principal?.type !== 'user') {
    throw new NotAllowedError('Only a person who is signed in may do this.');
  }
}

/** Runs an action as its route would: for a person, with a permission, under an audit event, and only on what the caller may see. */
export async function guarded<T>(
  deps: ActionDeps,
  call: {
    credentials: Caller;
    input: Addressed;
    permission: IrsaServiceAccountPermission;
    event: { eventId: string; meta?: JsonObject };
  },
  run: (account: IamServiceAccount) => Promise<T>,
): Promise<T> {
  const { credentials, input, permission, event } = call;
  return underEvent(
    deps.doors,
    {
      eventId: event.eventId,
      severityLevel: 'medium',
      meta: { by: 'action', entityRef: input.entityRef, ...event.meta },
    },
    async () => {
      requireUser(credentials);
      const [permit] = await deps.doors.permits.of(credentials, [permission]);
      const account = await addressedAccount(deps, input, credentials);
      await permit.require(account);
      return run(account);
    },
  );
}
