import type { Effect } from '@backstage-irsa/core/planning';
import { SPREAD_WAITS_MS } from './spread';
import { spreadWaits, type Written } from './spreadWaits';

// The real wait times: setupTests.ts shortens them for all other tests.
jest.mock('./spread', () => jest.requireActual('./spread'));

const ROLE: Effect = { type: 'delete-role-boundary', name: 'orders' };
const ASSOCIATION: Effect = {
  type: 'create-association',
  ...{ clusterName: 'prod-eu', namespace: 'a', name: 'b', roleArn: 'c' },
  disableSessionTags: false,
  tags: {},
};
const error = (name: string, message = 'no') =>
  Object.assign(new Error(message), { name, $fault: 'client' });
const NOT_YET = { settling: true };
const TAGGED = { settling: true, fresh: true };

describe('the time that a step waits for IAM', () => {
  it('is between 60 and 120 s in total', () => {
    const total = SPREAD_WAITS_MS.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(60_000);
    expect(total).toBeLessThan(120_000);
  });

  it.each<[string, Effect, Error, Written, 'long' | 'short' | 'none']>([
    ['absence', ROLE, error('NoSuchEntityException'), NOT_YET, 'long'],
    [
      'absence of what was not written',
      ROLE,
      error('NoSuchEntity'),
      { settling: false },
      'none',
    ],
    [
      'an object of that name',
      ROLE,
      error('EntityAlreadyExists'),
      { settling: false },
      'long',
    ],
    ['a refusal on new tags', ROLE, error('AccessDenied'), TAGGED, 'long'],
    ['a refusal on old tags', ROLE, error('AccessDenied'), NOT_YET, 'none'],
    [
      'a principal that is not seen',
      ROLE,
      error('MalformedPolicyDocument', 'Invalid principal in policy: "AWS"'),
      NOT_YET,
      'long',
    ],
    [
      'a bad document',
      ROLE,
      error('MalformedPolicyDocument'),
      NOT_YET,
      'short',
    ],
    ['what is still attached', ROLE, error('DeleteConflict'), NOT_YET, 'short'],
    [
      'a role that EKS does not see',
      ASSOCIATION,
      error(
        'InvalidParameterException',
        'Role provided in the request does not exist.',
      ),
      NOT_YET,
      'long',
    ],
    [
      'a trust policy that EKS does not take',
      ASSOCIATION,
      error(
        'InvalidParameterException',
        'Trust policy of the role provided is invalid',
      ),
      NOT_YET,
      'short',
    ],
    [
      'the same of another step',
      ROLE,
      error('InvalidParameterException'),
      NOT_YET,
      'none',
    ],
    [
      'another change of the role as the first write',
      ROLE,
      error('ConcurrentModificationException'),
      { settling: false },
      'short',
    ],
    [
      'another change of the role that was written before',
      ROLE,
      error('ConcurrentModification'),
      NOT_YET,
      'long',
    ],
    [
      'a role that cannot be changed for a moment',
      ROLE,
      error('EntityTemporarilyUnmodifiableException'),
      { settling: false },
      'short',
    ],
    [
      'an association that EKS still knows',
      ASSOCIATION,
      error('ResourceInUseException'),
      NOT_YET,
      'long',
    ],
    [
      'the same as the first write',
      ASSOCIATION,
      error('ResourceInUseException'),
      { settling: false },
      'short',
    ],
    ['throttling', ROLE, error('Throttling'), TAGGED, 'none'],
  ])('is as expected after %s', (_, effect, answer, written, kind) => {
    const waits = spreadWaits(effect, answer, written);
    const { length } = waits;
    const found = { 0: 'none', 5: 'short' }[length] ?? 'long';
    expect(found).toBe(kind);
  });
});
