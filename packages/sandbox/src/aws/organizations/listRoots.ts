import type { OrganizationsOperation } from './operation';
import { rootShape } from './shapes';

export const listRoots: OrganizationsOperation = {
  name: 'ListRoots',
  write: false,
  run: organization => ({
    Roots: [
      {
        ...rootShape(organization),
        PolicyTypes: [...organization.policyTypes].map(Type => ({
          Type,
          Status: 'ENABLED',
        })),
      },
    ],
  }),
};
