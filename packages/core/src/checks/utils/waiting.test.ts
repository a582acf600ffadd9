import {
  accountWith,
  observedWith,
  ROLE_ARN,
} from '../../__testUtils__/observed';
import { awaitedAnnotation } from './waiting';

const existing = { accountId: '111122223333', roleName: 'orders-0a1b2c3d4e' };

describe('an annotation that is set outside Backstage', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['no role was seen before', undefined, 'unknown'],
    ['the last known ARN is malformed', 'orders-0a1b2c3d4e', 'unknown'],
    ['the role was seen before', ROLE_ARN, undefined],
    [
      'the role was seen before under another path',
      ROLE_ARN.replace('/irsa/', '/'),
      undefined,
    ],
    [
      'a role of another name was seen before',
      ROLE_ARN.replace('orders-', 'shop-'),
      'unknown',
    ],
    [
      'a role of the same name in another account was seen before',
      ROLE_ARN.replace('111122223333', '444455556666'),
      'unknown',
    ],
  ])('if %s (%s), has the result %s', (_, roleArn, expected) => {
    const answer = awaitedAnnotation(
      observedWith({
        serviceAccount: accountWith({}),
        existing,
        known: { roleArn },
      }),
    );
    expect(answer?.result).toBe(expected);
  });

  it('is not pending on a ServiceAccount that Backstage manages', () => {
    const observed = observedWith({ serviceAccount: accountWith({}) });
    expect(awaitedAnnotation(observed)).toBeUndefined();
  });
});
