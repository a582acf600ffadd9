import {
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
} from '@backstage/catalog-model';
import { fuzz, retexted } from '@backstage-irsa/fuzz';
import { resourceOf, type HeldRole } from '../resourceOf';

const HELD = {
  role: {
    id: 'r',
    name: 'ledger',
    arn: 'arn:aws:iam::111122223333:role/ledger',
    accountId: '111122223333',
  },
  entityRefs: [],
  owners: [],
};

describe('fuzz: catalog resources', () => {
  fuzz('resources of the catalog', retexted(HELD), async held => {
    const { role, ...rest } = held as HeldRole;
    const entity = resourceOf(
      // The backend generates the IDs.
      { ...rest, role: { ...role, id: 'r' } },
      'https://backstage.test',
    );
    const [link] = entity.metadata.links ?? [];
    const url = new URL(link.url);
    expect([url.origin, url.pathname]).toEqual([
      'https://backstage.test',
      '/irsa/roles',
    ]);
    // The catalog accepts the entity.
    const full = await new DefaultNamespaceEntityPolicy().enforce(entity);
    await new FieldFormatEntityPolicy().enforce(full);
  });
});
