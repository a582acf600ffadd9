import { mockCredentials } from '@backstage/backend-test-utils';

export const PAYMENTS = 'group:default/payments';
/** A user in the group that the README's rule names. */
export const DEVELOPER = 'user:default/dev';
/** A user in no group, whom no rule names. */
export const OTHER = 'user:default/other';

export const as = (user: string) => ({
  credentials: mockCredentials.user(user),
  header: mockCredentials.user.header(user),
});

export type Caller = ReturnType<typeof as>;
