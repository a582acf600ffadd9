import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  findTable,
  FIRST_RENDER,
  renderFleet,
} from '../../../__testUtils__/renderFleet';

const authorize = ({ permission }: EvaluatePermissionRequest) =>
  permission.name === 'irsa.governance.accept'
    ? AuthorizeResult.DENY
    : AuthorizeResult.ALLOW;

// Kept apart from the stories that allow acceptance, because permission results are cached for 2 seconds.
describe('the drawer of a finding without irsa.governance.accept', () => {
  it.each(['finding-3', 'finding-5'])('offers no actions for %s', async id => {
    renderFleet(`/irsa/findings?state=accepted&open=${id}`, {
      authorize,
    });
    const drawer = within(
      await screen.findByRole('dialog', undefined, FIRST_RENDER),
    );
    await drawer.findByText('Resource');
    expect(
      drawer.queryByRole('button', { name: /Accept|Reopen/ }),
    ).not.toBeInTheDocument();
  });

  it('offers only a new verification for several findings', async () => {
    renderFleet('/irsa/findings', { authorize });
    const grid = await findTable('Findings');
    await userEvent.click(within(grid).getAllByRole('checkbox')[1]);
    const bar = within(
      await screen.findByRole('region', { name: 'Selection' }),
    );
    expect(
      bar.getAllByRole('button').map(({ textContent }) => textContent),
    ).toEqual(['Verify again', 'Clear selection']);
    expect(bar.queryByRole('link')).not.toBeInTheDocument();
  });
});
