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

describe('fuzz: resources of the catalog', () => {
  fuzz('resources of the catalog', retexted(HELD), async held => {
    const { role, ...rest } = held as HeldRole;
    const entity = resourceOf(
      // Ids are the backend's own.
      { ...rest, role: { ...role, id: 'r' } },
      'https://backstage.test',
    );
    const [link] = entity.metadata.links ?? [];
    const url = new URL(link.url);
    expect([url.origin, url.pathname]).toEqual([
      'https://backstage.test',
      '/irsa/roles',
    ]);
    // The catalog takes it.
    const full = await new DefaultNamespaceEntityPolicy().enforce(entity);
    await new FieldFormatEntityPolicy().enforce(full);
  });
});
