import { mockCredentials } from '@backstage/backend-test-utils';

export const PROD = '111122223333';
export const TEAM = 'group:default/team';
export const SECURITY = 'group:default/security';
export const PLATFORM = 'group:default/platform';
export const ADMINS = 'group:default/admins';
export const ON_CALL = 'group:default/on-call';

/** Asks. */
export const ADA = 'user:default/ada';
/** Of the same team, and no approver. */
export const EVE = 'user:default/eve';
/** Of the team and an approver too. */
export const BOTH = 'user:default/both';
export const SEC = 'user:default/sec';
/** Approves by another rule. */
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

/** As a plugin asks for somebody. */
export const onBehalfOf = (ref: string) =>
  `Bearer ${mockCredentials.user.token(ref, {
    actor: { subject: 'plugin:scaffolder' },
  })}`;
