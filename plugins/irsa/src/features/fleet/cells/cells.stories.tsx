import { screen } from '@testing-library/react';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

it.each(['Payments team', 'a:b/c/d', '<b>:x/y'])(
  'shows the owner %s, which is not a valid reference, as text beside the others',
  async owner => {
    const fleet = smallFleet();
    const [first, ...others] = fleet.roles;
    renderFleet('/irsa/roles', {
      fleet: {
        ...fleet,
        roles: [
          { ...first, owners: [owner, 'group:default/payments'] },
          ...others,
        ],
      },
    });
    expect(
      await screen.findByText(owner, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: /payments/ })).not.toEqual([]);
  },
);
