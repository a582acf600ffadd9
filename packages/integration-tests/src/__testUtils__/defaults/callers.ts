import { mockCredentials } from '@backstage/backend-test-utils';

export const PAYMENTS = 'group:default/payments';
/** In the group that the rule of the README names. */
export const DEVELOPER = 'user:default/dev';
/** In no group, and named by no rule. */
export const OTHER = 'user:default/other';

export const as = (user: string) => ({
  credentials: mockCredentials.user(user),
  header: mockCredentials.user.header(user),
});

export type Caller = ReturnType<typeof as>;
