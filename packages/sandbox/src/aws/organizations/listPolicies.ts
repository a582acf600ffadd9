import { policiesPage } from './fields';
import type { OrganizationsOperation } from './operation';

export const listPolicies: OrganizationsOperation = {
  name: 'ListPolicies',
  write: false,
  run: (organization, input) =>
    policiesPage(organization, organization.policies.values(), input),
};
