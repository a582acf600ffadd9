import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { drifted, verified } from '../../dev/fixtures/serviceAccounts';
import { section, type renderTab } from './renderTab';

type Rendered = Parameters<typeof renderTab>;

const ours = { ...drifted, drift: [] };

/** The cases in which the tab offers no changes to an IAM service account, each with the arguments to render the tab. */
export const OTHERS_THAN_OWNERS: [
  who: string,
  account: Rendered[0][number],
  options: NonNullable<Rendered[1]>,
][] = [
  ['access that Backstage does not manage', verified, {}],
  ['a reader who does not own the component', ours, { ownership: [] }],
  [
    'a reader without update permission',
    { ...ours, id: 'theirs' },
    {
      authorize: ({ permission }: EvaluatePermissionRequest) =>
        permission.name === 'irsa.service-account.update'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    },
  ],
];

/** Checks whether the rendered tab has a button. */
export async function isOffered(button: { name: string }): Promise<boolean> {
  await section('Chain');
  await screen.findByRole('button', { name: 'Verify now' });
  return screen.queryByRole('button', button) !== null;
}
