import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { limited } from '../../../../dev/fixtures/permissions';
import { degraded, verified } from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading('permissions');

const grid = () => section('What it can do');

const CELLS: [name: string, texts: string[]][] = [
  [
    'S3, Write: Limited',
    [
      "Allowed by the role's policies, except on some resources",
      's3:PutObject',
      'arn:aws:s3:::orders-uploads/*',
      'arn:aws:s3:::orders-uploads/private/*',
      'orders-7f3a, statement 3',
      'orders-7f3a, statement 1 (Uploads)',
    ],
  ],
  [
    'S3, List: Limited',
    [
      "Allowed by the role's policies, with conditions",
      's3:ListBucket',
      'only when aws:SecureTransport is true',
    ],
  ],
  [
    'IAM, Permissions management: Blocked',
    [
      'Granted but blocked',
      'iam:PutRolePolicy',
      'Blocked bypermissions boundary',
      'No statement of the permissions boundary allows it.',
      'platform-base, statement 2',
    ],
  ],
  [
    'KMS, Write: Unknown',
    ['Unknown', 'every resource', 'The key policy decides, and was not read.'],
  ],
];

/** The name of the region that a cell opens: its service and level. */
const CELL = /^[\w ]+: (List|Read|Write|Permissions management|Tagging)$/;

describe('PermissionGrid', () => {
  it('shows the access levels of each service, the riskiest first', async () => {
    renderTab([degraded]);
    const table = within((await grid()).getByRole('table'));
    expect(
      table.getAllByRole('columnheader').map(cell => cell.textContent),
    ).toEqual([
      'Service',
      'List',
      'Read',
      'Write',
      'Permissions management',
      'Tagging',
    ]);
    expect(
      table.getAllByRole('rowheader').map(cell => cell.textContent),
    ).toEqual(['Secrets Manager', 'KMS', 'S3', 'IAM', 'SQS']);
    expect(
      table.getAllByRole('button').map(button => button.textContent),
    ).toEqual([
      'Secrets Manager, Read: Full',
      'KMS, Write: Unknown',
      'S3, List: Limited',
      'S3, Write: Limited',
      'IAM, Permissions management: Blocked',
      'SQS, Read: Limited',
      'SQS, Write: Limited',
    ]);
  });

  it('opens one cell at a time and shows the reason', async () => {
    renderTab([degraded]);
    const inGrid = await grid();
    for (const [name, texts] of CELLS) {
      await userEvent.click(inGrid.getByRole('button', { name }));
      const [detail, ...others] = screen.getAllByRole('region', { name: CELL });
      expect(detail).toHaveAccessibleName(name.replace(/, (.*):.*/, ': $1'));
      texts.forEach(text => expect(detail).toHaveTextContent(text));
      expect(others).toEqual([]);
    }
    await userEvent.click(
      inGrid.getByRole('button', { name: 'Secrets Manager, Read: Full' }),
    );
    const actions = screen.getByRole('list', { name: 'Actions' });
    expect(within(actions).getAllByRole('listitem')).toHaveLength(12);
    await userEvent.click(screen.getByRole('button', { name: 'Show 18 more' }));
    expect(within(actions).getAllByRole('listitem')).toHaveLength(30);
  });

  it('says that access is allowed, without caveats, when every layer was read', async () => {
    const layers = [{ layer: 'identity', state: 'read' } as const];
    renderTab([verified], {
      permissions: { verified: { ...limited, layers } },
    });
    await userEvent.click(
      (await grid()).getByRole('button', { name: 'SQS, Read: Limited' }),
    );
    const detail = within(screen.getByRole('region', { name: 'SQS: Read' }));
    expect(detail.getByText('Allowed')).toBeInTheDocument();
  });

  it('opens and takes the focus by keyboard, and returns it on Escape', async () => {
    const user = userEvent.setup();
    renderTab([verified]);
    const cell = (await grid()).getByRole('button', {
      name: 'S3, Write: Limited',
    });
    act(() => cell.focus());
    await user.keyboard('{Enter}');
    const detail = screen.getByRole('region', { name: 'S3: Write' });
    expect(detail).toHaveFocus();
    expect(cell).toHaveAttribute('aria-expanded', 'true');

    await user.tab();
    expect(
      screen.getByRole('button', { name: 'Close S3, Write' }),
    ).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(detail).not.toBeInTheDocument();
    expect(cell).toHaveFocus();
    expect(cell).toHaveAttribute('aria-expanded', 'false');
  });

  it('moves from a cell to the statement in its document by keyboard', async () => {
    const user = userEvent.setup();
    renderTab([verified]);
    const cell = (await grid()).getByRole('button', {
      name: 'S3, Write: Limited',
    });
    act(() => cell.focus());
    await user.keyboard(' ');
    act(() =>
      screen
        .getByRole('button', { name: 'orders-7f3a, statement 1 (Uploads)' })
        .focus(),
    );
    await section('Policy documents');
    await user.keyboard('{Enter}');
    expect(
      screen.getByRole('region', { name: 'Document of orders-7f3a' }),
    ).toHaveFocus();
    expect(
      screen.getByText('Statement 1 is marked, from line 4.'),
    ).toBeInTheDocument();
  });

  it('shows the first of many services, and all on request', async () => {
    const services = Array.from({ length: 25 }, (_, index) => ({
      ...limited.services[0],
      service: `s${index}`,
      title: `Service ${index}`,
    }));
    renderTab([verified], {
      permissions: { verified: { ...limited, services } },
    });
    const inGrid = await grid();
    expect(inGrid.getAllByRole('rowheader')).toHaveLength(20);
    await userEvent.click(
      inGrid.getByRole('button', { name: 'Show all 25 services' }),
    );
    expect(inGrid.getAllByRole('rowheader')).toHaveLength(25);
  });

  describe('last use', () => {
    const BUTTON = { name: 'Read last use from AWS' };

    it('is shown for each service after it was read', async () => {
      renderTab([verified]);
      const inGrid = await grid();
      await userEvent.click(
        inGrid.getByRole('button', { name: 'SQS, Read: Limited' }),
      );
      const detail = screen.getByRole('region', { name: 'SQS: Read' });
      expect(detail).toHaveTextContent('Last use: not read from AWS yet');

      await userEvent.click(inGrid.getByRole('button', BUTTON));
      expect(await inGrid.findByText('3 days ago')).toBeInTheDocument();
      expect(detail).toHaveTextContent(
        'Last use: no use recorded by AWS: granted, and not used lately',
      );
    });

    it('shows why it could not be read', async () => {
      let status = 403;
      renderTab([verified], {
        override: path =>
          path.endsWith('/last-accessed')
            ? failure(status, 'Error', 'Because.')
            : undefined,
      });
      const inGrid = await grid();
      const read = () => userEvent.click(inGrid.getByRole('button', BUTTON));
      await read();
      expect(
        await inGrid.findByText('No permission to read the report: Because.'),
      ).toBeInTheDocument();
      status = 502;
      await read();
      expect(
        await inGrid.findByText('Could not read the report: Because.'),
      ).toBeInTheDocument();
    });
  });
});
