import type { FleetServiceAccount } from '@backstage-irsa/core/model';
import { serviceAccountDocument } from './documents';

it('a document links to a tab even if the entity name has special characters', () => {
  const { location } = serviceAccountDocument({
    id: 'a',
    cluster: 'prod-eu',
    namespace: 'payments',
    name: 'ledger',
    roleArn: null,
    status: 'verified',
    entityRef: 'component:default/\ud800?#',
    owners: [] as string[],
  } as FleetServiceAccount);
  expect(new URL(location, 'https://a.test').pathname).toBe(
    '/catalog/default/component/%EF%BF%BD%3F%23/aws-access',
  );
});
