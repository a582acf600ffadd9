import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { trustPlan } from '../../../../dev/fixtures/plans';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { minutesAgo } from '../../../../dev/fixtures/verifications';
import {
  isOffered,
  OTHERS_THAN_OWNERS,
} from '../../../__testUtils__/othersThanOwners';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading();

const ours = { ...drifted, drift: [] };
const AWAY = { name: 'Hand over to Git…' };
const BACK = { name: 'Take back from Git…' };
const inState = (state: 'handing-over' | 'delivered' | 'returning') => ({
  ...ours,
  delivery: { format: 'terraform' as const, state, since: minutesAgo(5) },
});
const FILES = {
  to: 'terraform',
  files: [{ path: 'orders.imports.tf', content: 'import {}' }],
  notes: ['Check that its plan creates and destroys nothing.'],
};
const json = (value: object) => new Response(JSON.stringify(value));
const handOverAnswering = (answer: Response) => ({
  override: (path: string, method: string) =>
    path.endsWith('/hand-over') && method === 'POST'
      ? answer.clone()
      : undefined,
});
const sent = (backend: jest.Mock) =>
  backend.mock.calls
    .filter(([url]) => String(url).endsWith('/hand-over'))
    .map(([, { method, body }]) => [method, body]);

async function openDialog(button: { name: string }, name: string) {
  await userEvent.click(
    await screen.findByRole('button', button, { timeout: 20_000 }),
  );
  return within(await screen.findByRole('dialog', { name }));
}

describe('hand-over', () => {
  it('starts with the selected tool', async () => {
    const backend = renderTab([ours], handOverAnswering(json(FILES)));
    const dialog = await openDialog(
      AWAY,
      'Hand over prod-eu · production/orders',
    );
    await userEvent.click(dialog.getByRole('button', { name: /Managed by/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'ACK' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Hand over' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(sent(backend)).toEqual([['POST', '{"to":"ack"}']]);
  });

  it('shows why it did not start', async () => {
    renderTab(
      [ours],
      handOverAnswering(failure(400, 'InputError', 'The role is shared.')),
    );
    const dialog = await openDialog(
      AWAY,
      'Hand over prod-eu · production/orders',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Hand over' }));
    expect(
      await dialog.findByText(
        'Could not start the hand-over: The role is shared.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the pending delivery and its files, and can be canceled', async () => {
    const account = inState('handing-over');
    const backend = renderTab([account], {
      override: (path, method) => {
        if (!path.endsWith('/hand-over')) return undefined;
        return json(method === 'POST' ? FILES : ours);
      },
    });
    const note = await section('Hand-over');
    expect(
      note.getByText(/^Handing over to Terraform, started/),
    ).toHaveTextContent(/\d+ min ago$/);
    await userEvent.click(note.getByRole('button', { name: 'Show the files' }));
    expect(await note.findByText('orders.imports.tf')).toBeInTheDocument();
    expect(note.getByText(FILES.notes[0])).toBeInTheDocument();
    await userEvent.click(
      note.getByRole('button', { name: 'Cancel hand-over' }),
    );
    expect(sent(backend)).toEqual([
      ['POST', '{"to":"terraform","preview":true}'],
      ['DELETE', undefined],
    ]);
    for (const name of [AWAY.name, BACK.name]) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
  });

  it('can be reversed after delivery, and the return is finished here', async () => {
    const backend = renderTab(
      [inState('delivered')],
      handOverAnswering(json({ ...FILES, to: 'backstage' })),
    );
    const dialog = await openDialog(
      BACK,
      'Take back prod-eu · production/orders',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Take back' }));
    expect(sent(backend)).toEqual([['POST', '{"to":"backstage"}']]);
  });

  it('shows the files of a return without starting it again', async () => {
    const backend = renderTab(
      [inState('returning')],
      handOverAnswering(json({ ...FILES, to: 'backstage' })),
    );
    const note = await section('Hand-over');
    await userEvent.click(note.getByRole('button', { name: 'Show the files' }));
    expect(await note.findByText('orders.imports.tf')).toBeInTheDocument();
    expect(sent(backend)).toEqual([
      ['POST', '{"to":"backstage","preview":true}'],
    ]);
  });

  it('is finished by applying the spec, once its plan was shown', async () => {
    const backend = renderTab([inState('returning')], { plan: trustPlan });
    const applied = () =>
      backend.mock.calls
        .filter(([, init]) => init?.method === 'PUT')
        .map(([, init]) => JSON.parse(String(init?.body)));
    const dialog = await openDialog(
      { name: 'Finish…' },
      'Finish taking back prod-eu · production/orders',
    );
    expect(await dialog.findByText('What changes')).toBeInTheDocument();
    expect(applied()).toEqual([]);
    await userEvent.click(dialog.getByRole('button', { name: 'Finish' }));
    expect(applied()).toEqual([{ spec: ours.spec }]);
  });

  it.each(OTHERS_THAN_OWNERS)(
    'is not offered for %s',
    async (_, account, options) => {
      renderTab([account], options);
      expect(await isOffered(AWAY)).toBe(false);
    },
  );
});
