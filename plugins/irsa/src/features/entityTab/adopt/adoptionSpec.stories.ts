import type { IamServiceAccount } from '@backstage-irsa/core/model';
import {
  podIdentity,
  verified,
} from '../../../../dev/fixtures/serviceAccounts';
import { adoptionSpec } from './adoptionSpec';

const ENTITY = 'component:default/orders';

describe('adoptionSpec', () => {
  it.each<[string, Partial<IamServiceAccount>, object]>([
    ['a role by its name', {}, { roleName: 'orders-7f3a' }],
    [
      'a role without a path',
      { roleArn: 'arn:aws-cn:iam::111122223333:role/legacy' },
      { roleName: 'legacy' },
    ],
    [
      'a role of another account',
      { roleArn: 'arn:aws:iam::444455556666:role/a/b/legacy' },
      { roleName: 'legacy', accountId: '444455556666' },
    ],
  ])('takes over %s and requests no grants', (_, change, expected) => {
    expect(adoptionSpec({ ...verified, ...change }, ENTITY)).toEqual({
      entityRef: ENTITY,
      cluster: 'prod-eu',
      namespace: 'production',
      name: 'orders',
      adopt: true,
      ...expected,
    });
  });

  it('never moves a service to the other mechanism', () => {
    expect(adoptionSpec(podIdentity, ENTITY)?.mechanism).toBe('pod-identity');
  });

  it.each([null, 'no-arn'])('has nothing to take over: role %s', roleArn => {
    expect(adoptionSpec({ ...verified, roleArn }, ENTITY)).toBeUndefined();
  });
});
