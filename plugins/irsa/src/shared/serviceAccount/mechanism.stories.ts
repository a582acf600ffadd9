import { moving } from '../../../dev/fixtures/otherWays';
import { verified } from '../../../dev/fixtures/serviceAccounts';
import { askedMechanism, otherThan } from './mechanism';

it.each([
  ['irsa', 'pod-identity'],
  ['pod-identity', 'irsa'],
] as const)('the mechanism other than %s is %s', (mechanism, other) => {
  expect(otherThan(mechanism)).toBe(other);
});

it.each([
  ['what nobody asked for has', verified, 'irsa'],
  ['the spec says', { ...moving, mechanism: 'irsa' as const }, 'pod-identity'],
  [
    'a spec without one means',
    { ...moving, spec: { ...moving.spec!, mechanism: undefined } },
    'irsa',
  ],
])('the requested mechanism is what %s', (_, account, mechanism) => {
  expect(askedMechanism(account)).toBe(mechanism);
});
