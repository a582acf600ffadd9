import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** The session of a user. */
export type OwnSession = BackstageCredentials<BackstageUserPrincipal>;

/**
 * Refuses requests that another plugin sends on behalf of a user, such as the scaffolder or an agent's tools, because the user did not see what they
 * confirm. A plugin that holds the user's own token cannot be distinguished from the user.
 *
 * @throws NotAllowedError
 */
export function requireOwnSession({ principal }: OwnSession): void {
  const { actor, userEntityRef } = principal;
  if (actor === undefined) return;
  throw new NotAllowedError(
    `${actor.subject} sent this request on behalf of ${userEntityRef}. This action cannot be done on behalf of another user: use the pages of Backstage or the API in your own session.`,
  );
}
