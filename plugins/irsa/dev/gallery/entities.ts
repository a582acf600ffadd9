import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { component } from '../fixtures/entities';
import { verified } from '../fixtures/serviceAccounts';

/** One component for each state of the card and tab. */
export const ENTITIES = [
  ...[
    'verified',
    'degraded',
    'broken',
    'unknown',
    'pod-identity',
    'in-progress',
    'pending',
    'managed',
    'unverified',
    'several',
    'empty',
    'loading',
    'failing',
  ].map(name => component(name)),
  component('unread', formatServiceAccountRef(verified)),
  component('invalid', 'production/orders'),
];
