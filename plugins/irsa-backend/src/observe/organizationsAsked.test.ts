import { absent, found } from '@backstage-irsa/core/model';
import { unreadOrganization } from '@backstage-irsa/core/organization';
import { organizationsAsked } from './organizationsAsked';

it('includes the accounts of all roles in the chain to the role of the pods', () => {
  const policies = {
    ...{ role: absent<never>(), permissionsBoundary: absent<never>() },
    ...{ attachedPolicies: found([]), inlinePolicies: found([]) },
  };
  const known = organizationsAsked(
    { version: '1', of: id => unreadOrganization(id) },
    policies,
    { accountId: '444455556666', region: 'eu-west-1' },
    ['111122223333', '777788889999'],
  );
  expect(Object.keys(known).sort()).toEqual([
    '111122223333',
    '444455556666',
    '777788889999',
  ]);
});
