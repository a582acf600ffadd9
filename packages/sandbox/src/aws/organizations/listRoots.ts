import type { OrganizationsOperation } from './operation';
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
        PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
      },
    ],
  }),
};
