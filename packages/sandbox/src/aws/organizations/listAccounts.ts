import { pageOf } from './fields';
import type { OrganizationsOperation } from './operation';
import { accountShape } from './shapes';

export const listAccounts: OrganizationsOperation = {
  name: 'ListAccounts',
  write: false,
  run: (organization, input) => {
    const { items, ...next } = pageOf(organization.members.values(), input);
    return {
      Accounts: items.map(member => accountShape(organization, member)),
      ...next,
    };
  },
};
