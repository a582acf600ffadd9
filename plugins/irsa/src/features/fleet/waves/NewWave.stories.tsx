import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

const clusters = ['prod-eu', 'green-eu'].map(name => ({
  ...{ name, eksName: name, accountId: '111122223333' },
  ...{ region: 'eu-west-1', canCreateNamespaces: true },
  mode: 'write' as const,
}));

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'New wave…' }, FIRST_RENDER),
  );
  return within(screen.getByRole('dialog'));
}

async function choose(
  dialog: ReturnType<typeof within>,
  label: RegExp,
  name: string,
) {
  await userEvent.click(dialog.getByRole('button', { name: label }));
  await userEvent.click(await screen.findByRole('option', { name }));
}

describe('a new wave that migrates', () => {
  it('asks for its only cluster at the field', async () => {
    const { asked } = renderFleet('/irsa/waves', { clusters });
    const dialog = await openDialog();
    await choose(dialog, /Change$/, 'Migrate to EKS Pod Identity');
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    const error = dialog.getByText('Choose the cluster.');
    const namespace = dialog.getByRole('textbox', { name: /Namespace/ });
    expect(
      error.compareDocumentPosition(namespace) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).not.toBe(0);
    expect(dialog.queryByText('Choose the clusters.')).toBeNull();
    const before = asked().length;
    await choose(dialog, /Cluster$/, 'prod-eu');
    expect(dialog.queryByRole('alert')).toBeNull();
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    expect(asked().slice(before)).toContain('/waves');
  });

  it('stays open while it is planned, so that a failure is seen', async () => {
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    renderFleet('/irsa/waves', {
      clusters,
      override: async (_, method) => {
        if (method !== 'POST') return undefined;
        await answered;
        return failure(409, 'ConflictError', 'Set `irsa.waves` first.');
      },
    });
    const dialog = await openDialog();
    await choose(dialog, /Change$/, 'Migrate to EKS Pod Identity');
    await choose(dialog, /Cluster$/, 'prod-eu');
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    expect(dialog.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    answer();
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'The wave was not planned: Set irsa.waves first.',
    );
    expect(dialog.getByText('irsa.waves').tagName).toBe('CODE');
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
