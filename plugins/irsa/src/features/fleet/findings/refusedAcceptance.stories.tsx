import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen, within } from '@testing-library/react';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

// In a file of its own: what was answered of a permission is remembered for as long as a file runs.
describe('the drawer of a finding without irsa.governance.accept', () => {
  it.each(['finding-3', 'finding-5'])('offers nothing for %s', async id => {
    renderFleet(`/irsa/findings?state=accepted&open=${id}`, {
      authorize: ({ permission }) =>
        permission.name === 'irsa.governance.accept'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    const drawer = within(
      await screen.findByRole('dialog', undefined, FIRST_RENDER),
    );
    await drawer.findByText('Resource');
    expect(
      drawer.queryByRole('button', { name: /Accept|Reopen/ }),
    ).not.toBeInTheDocument();
  });
});
