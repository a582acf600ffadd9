import { within } from '@testing-library/react';
import { chainOf } from '../../../../dev/fixtures/chains';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { degraded, unknown } from '../../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../../__testUtils__/renderTab';

const cells = (row: HTMLElement) =>
  Array.from(row.querySelectorAll('th, td'), cell => cell.textContent);

describe('the workloads', () => {
  it('says of each container whose credentials it would use, and why', async () => {
    renderTab([degraded]);
    const workloads = await section('Workloads');
    const [head, ...rows] = within(
      await workloads.findByRole('table', { name: 'Workloads' }),
    ).getAllByRole('row');
    expect(cells(head)).toEqual([
      'Pod',
      'Container',
      'Meant to have the role',
      'Role injected',
      'Credentials it would use',
    ]);
    expect(rows.map(cells)).toEqual([
      [
        'billing-6f7c9d-k2x4pdeployment/billing · started 2 h ago',
        'migrateinit container',
        'yes',
        'yes',
        'Static keysAWS_ACCESS_KEY_ID in its environment comes first.',
      ],
      [
        'app',
        'yes',
        'yes',
        'This role, by its tokenThe webhook injected role and token.',
      ],
      [
        'billing-6f7c9d-w8m1qdeployment/billing · started 2 h ago',
        'app',
        'yes',
        'no',
        "The node's role, or noneThe pod started before the role was set.",
      ],
    ]);
    expect(
      workloads.getByRole('rowheader', { name: /billing-6f7c9d-k2x4p/ }),
    ).toHaveAttribute('rowspan', '2');
  });

  it('says so when no pod runs yet', async () => {
    renderTab([degraded], {
      chainOf: account => ({ ...chainOf(account), pods: [] }),
    });
    const workloads = await section('Workloads');
    expect(
      await workloads.findByText(
        'No pod runs as prod-eu/production/billing yet.',
      ),
    ).toBeInTheDocument();
  });

  it('says so when the pods could not be read', async () => {
    renderTab([unknown]);
    const workloads = await section('Workloads');
    expect(
      await workloads.findByText(/^Could not list pods/),
    ).toBeInTheDocument();
  });

  it('says why when nothing could be read', async () => {
    renderTab([degraded], {
      override: path =>
        path.endsWith('/chain')
          ? failure(403, 'NotAllowedError', 'No.')
          : undefined,
    });
    const workloads = await section('Workloads');
    expect(await workloads.findByRole('alert')).toHaveTextContent('No.');
  });
});
