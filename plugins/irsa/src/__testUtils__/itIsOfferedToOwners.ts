import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { drifted, verified } from '../../dev/fixtures/serviceAccounts';
import { section, type tabReading } from './renderTab';

const ours = { ...drifted, drift: [] };

/** Tests that a button of the tab is there for owners with the permission alone, and only for what was asked for here. */
export function itIsOfferedToOwners(
  renderTab: ReturnType<typeof tabReading>,
  button: { name: string },
): void {
  it.each([
    ['what nobody asked us for', verified, {}],
    ['who does not own the component', ours, { ownership: [] }],
    [
      'who may not change it',
      { ...ours, id: 'theirs' },
      {
        authorize: ({ permission }: EvaluatePermissionRequest) =>
          permission.name === 'irsa.service-account.update'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      },
    ],
  ])('is not offered for %s', async (_, account, options) => {
    renderTab([account], options);
    await section('Chain');
    await screen.findByRole('button', { name: 'Verify now' });
    expect(screen.queryByRole('button', button)).not.toBeInTheDocument();
  });
}
