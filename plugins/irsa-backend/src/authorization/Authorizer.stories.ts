import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  irsaServiceAccountReadPermission,
  irsaServiceAccountUpdatePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { Authorizer } from './Authorizer';
import type { Resources } from './Resources';

const ada = mockCredentials.user('user:default/ada');
const bob = mockCredentials.user('user:default/bob');
const READ = irsaServiceAccountReadPermission;
const UPDATE = irsaServiceAccountUpdatePermission;

/** Allows everything for Ada and nothing for anyone else. */
function authorizerOf() {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async (requests, options) =>
      requests.map(() => ({
        result:
          JSON.stringify(options) === JSON.stringify({ credentials: ada })
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      })),
  });
  const authorizer = new Authorizer({
    permissions,
    resources: {} as never as Resources,
    ruleset: { getRuleByName: () => undefined as never },
  });
  return { authorizer, asked: permissions.authorizeConditional };
}

describe('requests to the permission policy', () => {
  it('are combined for concurrent checks of one caller', async () => {
    const { authorizer, asked } = authorizerOf();
    await Promise.all([
      authorizer.visibility(ada),
      authorizer.authorize(ada, [READ]),
      authorizer.requireAny(ada, READ),
    ]);
    expect(asked).toHaveBeenCalledTimes(1);
    await authorizer.requireAny(ada, READ);
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('are not shared between callers or permissions', async () => {
    const { authorizer, asked } = authorizerOf();
    const [mine, theirs] = await Promise.allSettled([
      authorizer.requireAny(ada, READ),
      authorizer.requireAny(bob, READ),
      authorizer.requireAny(ada, UPDATE),
    ]);
    expect([mine.status, theirs.status]).toEqual(['fulfilled', 'rejected']);
    expect(asked).toHaveBeenCalledTimes(3);
  });
});
