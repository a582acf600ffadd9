import { pageOf, requireParent } from './fields';
import type { OrganizationsOperation } from './operation';
import { unitShape } from './shapes';

export const listOrganizationalUnitsForParent: OrganizationsOperation = {
  name: 'ListOrganizationalUnitsForParent',
  write: false,
  run: (organization, input) => {
    const parent = requireParent(organization, input);
    const here = [...organization.units.values()].filter(
      ({ parentId }) => parentId === parent,
    );
    const { items, ...next } = pageOf(here, input);
    return {
      OrganizationalUnits: items.map(unit => unitShape(organization, unit)),
      ...next,
    };
  },
};
