import { absent, unknown, type Observed } from '@backstage-irsa/core/model';
import { desiredWith, observedWith } from '../__testUtils__/core';
import { requireReadings } from './requireReadings';

const denied = unknown<never>('The backend may not call iam:ListRolePolicies.');

const require = (change: Partial<Observed>) => () =>
  requireReadings(
    observedWith({ plannedPolicy: absent(), ...change }),
    desiredWith().spec,
  );

it.each<[string, Partial<Observed>]>([
  ['attached policies', { attachedPolicies: denied }],
  ['inline policies', { inlinePolicies: denied }],
])('refuses to plan if the %s of an existing role are unknown', (_, change) => {
  expect(require(change)).toThrow('iam:ListRolePolicies');
});

it.each<[string, Partial<Observed>]>([
  ['everything was read', {}],
  [
    'only the inline policies of a role that does not exist are unknown',
    { role: absent(), inlinePolicies: denied },
  ],
])('plans if %s', (_, change) => {
  expect(require(change)).not.toThrow();
});
