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
    [
      'a missing object, if the run has written something before',
      ROLE,
      error('NoSuchEntityException'),
      NOT_YET,
      'long',
    ],
    [
      'a missing object, if the run has written nothing before',
      ROLE,
      error('NoSuchEntity'),
      { settling: false },
      'none',
    ],
    [
      'an existing object with the same name',
      ROLE,
      error('EntityAlreadyExists'),
      { settling: false },
      'long',
    ],
    [
      'a denied request for an object that this run tagged',
      ROLE,
      error('AccessDenied'),
      TAGGED,
      'long',
    ],
    [
      'a denied request for an object that this run did not tag',
      ROLE,
      error('AccessDenied'),
      NOT_YET,
      'none',
    ],
    [
      'a principal that IAM does not see yet',
      ROLE,
      error('MalformedPolicyDocument', 'Invalid principal in policy: "AWS"'),
      NOT_YET,
      'long',
    ],
    [
      'a malformed policy document',
      ROLE,
      error('MalformedPolicyDocument'),
      NOT_YET,
      'short',
    ],
    [
      'the deletion of an object that still has attachments',
      ROLE,
      error('DeleteConflict'),
      NOT_YET,
      'short',
    ],
    [
      'a role that EKS does not see yet',
      ASSOCIATION,
      error(
        'InvalidParameterException',
        'Role provided in the request does not exist.',
      ),
      NOT_YET,
      'long',
    ],
    [
      'a trust policy that EKS rejects',
      ASSOCIATION,
      error(
        'InvalidParameterException',
        'Trust policy of the role provided is invalid',
      ),
      NOT_YET,
      'short',
    ],
    [
      'an invalid parameter in a step that does not change an association',
      ROLE,
      error('InvalidParameterException'),
      NOT_YET,
      'none',
    ],
    [
      'a concurrent change of the role, if the run has written nothing before',
      ROLE,
      error('ConcurrentModificationException'),
      { settling: false },
      'short',
    ],
    [
      'a concurrent change of the role, if the run has written something before',
      ROLE,
      error('ConcurrentModification'),
      NOT_YET,
      'long',
    ],
    [
      'a role that cannot be changed temporarily',
      ROLE,
      error('EntityTemporarilyUnmodifiableException'),
      { settling: false },
      'short',
    ],
    [
      'an existing association, if the run has written something before',
      ASSOCIATION,
      error('ResourceInUseException'),
      NOT_YET,
      'long',
    ],
    [
      'an existing association, if the run has written nothing before',
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
