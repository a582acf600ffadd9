import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import type { IamServiceAccountSpec } from '@backstage-irsa/plugin-irsa-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { applied, applying } from '../../../dev/fixtures/plans';
import { drifted } from '../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../__testUtils__/renderTab';

describe('what is not as it was asked for', () => {
  it('is named with its differences, and brought back', async () => {
    const backend = renderTab([drifted], { operations: [applying, applied] });
    const note = await section('Drift detected');
    expect(note.getByText('1 resource has drifted')).toBeInTheDocument();
    await userEvent.click(
      note.getByText('To reconcile: Update tags of role orders-7f3a'),
    );
    const diff = note.getByRole('group', { name: 'Change of tags.team' });
    expect(diff).toHaveTextContent(/removed: .*shop.*added: .*orders/);

    await userEvent.click(
      await note.findByRole('button', { name: 'Reconcile' }),
    );
    const steps = await screen.findByRole('list', {
      name: 'Steps of the plan',
    });
    expect(within(steps).getByText(/Update role shipping/)).toBeInTheDocument();
    expect(await screen.findByText('The plan is applied.')).toBeInTheDocument();
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(JSON.parse(String(put?.[1]?.body))).toEqual({ spec: drifted.spec });
  });

  const refuse =
    (name: string) =>
    ({ permission }: EvaluatePermissionRequest) =>
      permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
  const adopted = { ...drifted.spec, adopt: true } as IamServiceAccountSpec;

  it.each([
    [
      'may not change it',
      { ...drifted, id: 'theirs' },
      { authorize: refuse('irsa.service-account.update') },
    ],
    [
      'may not take it over again',
      { ...drifted, id: 'taken', spec: adopted },
      { authorize: refuse('irsa.adopt') },
    ],
    ['does not own the component', drifted, { ownership: [] }],
  ])('is shown without the button to who %s', async (_, account, options) => {
    renderTab([account], options);
    const note = await section('Drift detected');
    expect(note.getByText(/1 resource has drifted/)).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Verify now' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Reconcile' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['all is as asked', { ...drifted, drift: [] }],
    ['nobody asked us', { ...drifted, spec: null }],
  ])('is not spoken of when %s', async (_, account) => {
    renderTab([account]);
    await section('Chain');
    expect(
      screen.queryByRole('region', { name: 'Drift detected' }),
    ).not.toBeInTheDocument();
  });
});
