import type { Link } from '@backstage-irsa/core/model';

/** Every link, in the order of the chain. */
export const LINKS: readonly Link[] = [
  'cluster',
  'workload',
  'service-account',
  'oidc-provider',
  'trust-policy',
  'role',
  'permissions',
];
