import type { OrganizationsOperation } from './operation';
import { POLICY_TYPES } from './policies';
import { arnOf } from './shapes';

export const listRoots: OrganizationsOperation = {
  name: 'ListRoots',
  write: false,
  run: organization => ({
    Roots: [
      {
        Id: organization.rootId,
        Arn: arnOf(
          organization,
          `root/${organization.id}/${organization.rootId}`,
        ),
        Name: 'Root',
        PolicyTypes: POLICY_TYPES.map(Type => ({ Type, Status: 'ENABLED' })),
      },
    ],
  }),
};
