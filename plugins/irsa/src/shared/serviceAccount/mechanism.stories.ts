import { moving } from '../../../dev/fixtures/otherWays';
import { verified } from '../../../dev/fixtures/serviceAccounts';
import { askedMechanism } from './mechanism';

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
