import { mockCredentials } from '@backstage/backend-test-utils';

export const PROD = '111122223333';
export const TEAM = 'group:default/team';
export const SECURITY = 'group:default/security';
export const PLATFORM = 'group:default/platform';
export const ADMINS = 'group:default/admins';
export const ON_CALL = 'group:default/on-call';

/** A user who requests changes. */
export const ADA = 'user:default/ada';
/** A member of the same team who is not an approver. */
export const EVE = 'user:default/eve';
/** A member of the team who is also an approver. */
export const BOTH = 'user:default/both';
export const SEC = 'user:default/sec';
/** An approver by another rule. */
export const PLAT = 'user:default/plat';
export const ADMIN = 'user:default/admin';
export const HERO = 'user:default/hero';

export const SECRET = {
  service: 'secretsmanager',
  access: 'read' as const,
  resource: 'orders/db',
};
export const BUCKET = {
  service: 's3',
  access: 'read' as const,
  resource: 'orders-uploads',
};

/** The credentials of a plugin that acts on behalf of a user. */
export const onBehalfOf = (ref: string) =>
  `Bearer ${mockCredentials.user.token(ref, {
    actor: { subject: 'plugin:scaffolder' },
  })}`;
