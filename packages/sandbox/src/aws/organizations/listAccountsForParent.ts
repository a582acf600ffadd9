import { pageOf, requireParent } from './fields';
import type { OrganizationsOperation } from './operation';
import { accountShape } from './shapes';

export const listAccountsForParent: OrganizationsOperation = {
  name: 'ListAccountsForParent',
  write: false,
  run: (organization, input) => {
    const parent = requireParent(organization, input);
    const here = [...organization.members.values()].filter(
      ({ parentId }) => parentId === parent,
    );
    const { items, ...next } = pageOf(here, input);
    return {
      Accounts: items.map(member => accountShape(organization, member)),
      ...next,
    };
  },
};
