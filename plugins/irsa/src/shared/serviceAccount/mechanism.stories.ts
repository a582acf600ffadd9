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
  ['the current one if Backstage does not manage the access', verified, 'irsa'],
  [
    'the one that the spec names',
    { ...moving, mechanism: 'irsa' as const },
    'pod-identity',
  ],
  [
    'IRSA if the spec names none',
    { ...moving, spec: { ...moving.spec!, mechanism: undefined } },
    'irsa',
  ],
])('the requested mechanism is %s', (_, account, mechanism) => {
  expect(askedMechanism(account)).toBe(mechanism);
});
