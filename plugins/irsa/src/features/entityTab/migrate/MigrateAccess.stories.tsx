import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import {
  beingMoved,
  blockedPlan,
  finishingPlan,
  migrationPlan,
  moved,
  notMoved,
} from '../../../../dev/fixtures/migrations';
import { moving } from '../../../../dev/fixtures/otherWays';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { answered } from '../../../__testUtils__/answered';
import {
  isOffered,
  OTHERS_THAN_OWNERS,
} from '../../../__testUtils__/othersThanOwners';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading();

const ours = { ...drifted, drift: [] };
const TO = { name: 'Migrate to EKS Pod Identity…' };

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', TO, { timeout: 20_000 }),
  );
  return within(
    await screen.findByRole('dialog', {
      name: 'Migrate prod-eu · production/orders to EKS Pod Identity',
    }),
  );
}

describe('migrating to the other mechanism', () => {
  it('shows the changes, the notes, the pods to restart, and what is left to do', async () => {
    renderTab([ours], { migrationPlan });
    const dialog = await openDialog();
    const changes = await dialog.findByRole('list', {
      name: 'What changes now',
    });
    expect(
      within(changes).getByText(/Create EKS Pod Identity association/),
    ).toBeInTheDocument();
    expect(dialog.getByText('Before you migrate')).toBeInTheDocument();
    expect(
      dialog.getByRole('list', { name: 'Pods to restart' }),
    ).toHaveTextContent('deployment/orders: 2 pods (orders-1, orders-2)');
    expect(
      dialog.getByText(
        'kubectl --context prod-eu rollout restart deployment/orders -n production',
      ),
    ).toBeInTheDocument();
    expect(
      dialog.getByRole('list', { name: 'Remaining steps' }),
    ).toHaveTextContent(
      'Once no pod uses IRSA anymore, run the migration again.',
    );
  });

  it('shows the blockers and how to fix them, and migrates nothing', async () => {
    renderTab([ours], { migrationPlan: blockedPlan });
    const dialog = await openDialog();
    const alert = await dialog.findByRole('alert');
    expect(alert).toHaveTextContent('1 blocker: nothing will be changed');
    expect(alert).toHaveTextContent(
      'Its pods run on Fargate: orders-1. Move them to EC2 nodes first.',
    );
    expect(dialog.getByRole('button', { name: 'Migrate' })).toBeDisabled();
  });

  it('migrates step by step and then lists the pods to restart again', async () => {
    const backend = renderTab([ours], {
      migrationPlan,
      operations: [beingMoved, moved],
    });
    const dialog = await openDialog();
    await dialog.findByRole('list', { name: 'What changes now' });
    await userEvent.click(dialog.getByRole('button', { name: 'Migrate' }));
    expect(await dialog.findByText('Migrating…')).toBeInTheDocument();
    expect(
      await dialog.findByText('Migration applied.', undefined, {
        timeout: 5000,
      }),
    ).toBeInTheDocument();
    expect(
      await dialog.findByRole('list', { name: 'Pods to restart' }),
    ).toBeInTheDocument();
    expect(
      dialog.getByText('Restart listed pods to finish.'),
    ).toBeInTheDocument();
    const asked = backend.mock.calls.find(([url]) =>
      String(url).endsWith('/service-accounts/drifted/migrations'),
    );
    expect(asked?.[1]).toMatchObject({
      method: 'POST',
      headers: { Prefer: 'respond-async' },
      body: JSON.stringify({ to: 'pod-identity' }),
    });
  });

  it('shows why it was not migrated', async () => {
    renderTab([ours], { migrationPlan, operations: [beingMoved, notMoved] });
    const dialog = await openDialog();
    await dialog.findByRole('list', { name: 'What changes now' });
    await userEvent.click(dialog.getByRole('button', { name: 'Migrate' }));
    expect(
      await dialog.findByText(
        'Could not migrate it: eks:CreatePodIdentityAssociation is missing.',
        undefined,
        { timeout: 5000 },
      ),
    ).toBeInTheDocument();
  });

  it('shows why it was not migrated after the dialog is closed', async () => {
    renderTab([ours], { migrationPlan, operations: [beingMoved, notMoved] });
    const dialog = await openDialog();
    await dialog.findByRole('list', { name: 'What changes now' });
    await userEvent.click(dialog.getByRole('button', { name: 'Migrate' }));
    await dialog.findByText('Migrating…');
    await userEvent.keyboard('{Escape}');
    expect(
      await screen.findByText(/^Could not migrate it: /, undefined, {
        timeout: 5000,
      }),
    ).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('says that the changes cannot be read', async () => {
    renderTab([ours], {
      override: path =>
        path.endsWith('/migration-plans')
          ? failure(503, 'ServiceUnavailableError', 'EKS is away.')
          : undefined,
    });
    const dialog = await openDialog();
    expect(
      await dialog.findByText('Could not plan the migration: EKS is away.'),
    ).toBeInTheDocument();
  });

  it('migrates back from EKS Pod Identity', async () => {
    renderTab([moving], { migrationPlan: { ...migrationPlan, to: 'irsa' } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Migrate back to IRSA…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/^Running pods keep the credentials that they hold/),
    ).toBeInTheDocument();
    expect(dialog.queryByText(/^Pods keep credentials throughout/)).toBeNull();
  });

  it.each(OTHERS_THAN_OWNERS)(
    'is not offered for %s',
    async (_, account, options) => {
      renderTab([account], options);
      expect(await isOffered(TO)).toBe(false);
    },
  );
});

describe('a migration in progress', () => {
  const migration = {
    ...{ id: 'in-progress', cluster: 'prod-eu', namespace: 'production' },
    ...{ name: 'payments', entityRef: null, owner: null },
    stage: 'in-progress' as const,
  };

  it('lists the pods to restart, with the commands', async () => {
    renderTab([moving], {
      migrationPlan,
      // More than one page of migrations, so that the right one must be requested.
      migrations: [
        ...Array.from({ length: 200 }, (_, index) => ({
          ...migration,
          id: `other-${index}`,
          podsToRestart: 1,
        })),
        { ...migration, podsToRestart: 2 },
      ],
    });
    const note = await section('Migration in progress');
    expect(
      note.getByText('Migration to EKS Pod Identity in progress'),
    ).toBeInTheDocument();
    expect(
      note.getByText(/^2 pods use credentials of IRSA until/),
    ).toBeInTheDocument();
    expect(
      await note.findByText(
        /^kubectl --context prod-eu rollout restart deployment\/orders/,
      ),
    ).toBeInTheDocument();
  });

  it('is finished in the same dialog, which stays open until the end', async () => {
    let isFinished = false;
    const backend = renderTab([moving], {
      migrationPlan: finishingPlan,
      operations: [beingMoved, moved],
      override: path => {
        if (path !== '/migrations' || !isFinished) return undefined;
        return new Response(JSON.stringify({ items: [], counts: [] }));
      },
      migrations: [{ ...migration, podsToRestart: 0 }],
    });
    const note = await section('Migration in progress');
    expect(
      note.getByText('No pod needs a restart: the migration can be finished.'),
    ).toBeInTheDocument();
    await userEvent.click(await note.findByRole('button', { name: 'Finish…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByRole('list', { name: 'What changes now' });
    isFinished = true;
    await userEvent.click(dialog.getByRole('button', { name: 'Migrate' }));
    expect(
      await dialog.findByText('No pod needs a restart.', undefined, {
        timeout: 5000,
      }),
    ).toBeInTheDocument();
    expect(dialog.queryByText('Restart listed pods to finish.')).toBeNull();
    const asked = backend.mock.calls.find(
      ([url, init]) =>
        init?.body &&
        /service-accounts\/in-progress\/migrations$/.test(String(url)),
    );
    expect(asked?.[1]?.body).toBe(JSON.stringify({ to: 'pod-identity' }));
    const [close] = dialog.getAllByRole('button', { name: 'Close' }).slice(-1);
    await userEvent.click(close);
    await screen.findByRole('button', { name: 'Verify now' });
    expect(
      screen.queryByRole('region', { name: 'Migration in progress' }),
    ).not.toBeInTheDocument();
  });

  it('is not shown for other accounts', async () => {
    const backend = renderTab([moving], {
      migrations: [{ ...migration, id: 'another', podsToRestart: 1 }],
    });
    await section('Chain');
    await answered(backend, /\/migrations\?/);
    expect(
      screen.queryByRole('region', { name: 'Migration in progress' }),
    ).not.toBeInTheDocument();
  });
});
