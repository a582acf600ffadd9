import type { Cluster, IamServiceAccount } from '@backstage-irsa/core/model';
import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters } from '../../../../dev/fixtures/clusters';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import {
  applied,
  applying,
  notApplied,
  trustPlan,
} from '../../../../dev/fixtures/plans';
import { managed } from '../../../../dev/fixtures/otherWays';
import {
  broken,
  degraded,
  drifted,
  verified,
} from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading('chain');

/** An account whose last verification found that a plan would change something. */
const fixable = { ...broken, drift: trustPlan.steps.slice(0, 1) };

const FIX = { name: 'Fix…' };
const APPLY = { name: 'Apply' };

async function openPlan() {
  await userEvent.click(await screen.findByRole('button', FIX));
  return within(await screen.findByRole('dialog', { name: /^Fix / }));
}

/** Waits until the dialog is closed. */
const closed = () =>
  waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

async function apply() {
  const dialog = await openPlan();
  const button = await dialog.findByRole('button', APPLY);
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
  return dialog;
}

async function steps() {
  const list = await screen.findByRole('list', { name: 'Plan steps' });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent);
}

describe('the plan to fix an account', () => {
  it('is shown before it is applied, and requested with the spec of the account', async () => {
    const backend = renderTab([fixable], { plan: trustPlan });
    const plans = () =>
      backend.mock.calls.filter(([url]) => String(url).endsWith('/plans'));
    await screen.findByRole('button', FIX);
    expect(plans()).toHaveLength(0);
    const dialog = await openPlan();
    const changes = await dialog.findByRole('list', { name: 'What changes' });
    expect(changes).toHaveTextContent(
      'Update role shipping-91be (trusts production/shipping in prod-eu)',
    );
    expect(plans()[0][1]?.body).toBe(JSON.stringify({ spec: broken.spec }));
  });

  it('requires confirmation when it removes something', async () => {
    renderTab([fixable], {
      plan: {
        ...trustPlan,
        steps: [
          ...trustPlan.steps,
          { ...trustPlan.steps[0], id: 'gone', action: 'delete' },
        ],
      },
    });
    const dialog = await openPlan();
    const confirmation = await dialog.findByRole('checkbox');
    expect(dialog.getByRole('button', APPLY)).toBeDisabled();
    await userEvent.click(confirmation);
    expect(dialog.getByRole('button', APPLY)).toBeEnabled();
  });

  it.each([
    [
      'it changes nothing',
      { ...trustPlan, steps: trustPlan.steps.slice(1) },
      'Nothing is left to change. Verify again.',
    ],
    [
      'it violates a rule',
      {
        ...trustPlan,
        violations: [{ field: 'name', rule: 'name', message: 'Too long.' }],
      },
      'Too long.',
    ],
  ])('cannot be applied when %s', async (_, plan, words) => {
    renderTab([fixable], { plan });
    const dialog = await openPlan();
    expect(await dialog.findByText(new RegExp(words))).toBeInTheDocument();
    expect(dialog.getByRole('button', APPLY)).toBeDisabled();
  });

  const [prod] = clusters;
  const clusterOf = (change: Partial<Cluster>) => ({
    clusters: [{ ...prod, name: broken.cluster, ...change }],
  });

  it.each([
    [
      'Backstage does not manage the role',
      { ...broken, spec: null },
      {},
      /Backstage does not manage this role/,
    ],
    [
      'another tool manages the role',
      { ...fixable, managedBy: managed.managedBy },
      {},
      /another tool manages this role/,
    ],
    [
      'everything that Backstage manages is as planned',
      { ...broken, drift: [] },
      {},
      /what Backstage manages is as planned/,
    ],
    [
      'only tags differ',
      { ...broken, drift: drifted.drift },
      {},
      /what Backstage manages is as planned/,
    ],
    [
      'the fault is in the pods',
      { ...degraded, spec: broken.spec, drift: [] },
      {},
      /Backstage does not change workloads/,
    ],
    [
      'the fault is in the pods of a role that another tool manages',
      { ...degraded, managedBy: managed.managedBy },
      {},
      /Backstage does not change workloads/,
    ],
    [
      'the cluster is in observe mode',
      fixable,
      clusterOf({ mode: 'observe' }),
      /is in observe mode/,
    ],
    [
      'the cluster is in pull-request mode',
      fixable,
      clusterOf({ mode: 'pull-request' }),
      /is in pull-request mode/,
    ],
    [
      'changes are frozen',
      fixable,
      clusterOf({ freeze: { reason: 'Year-end.' } }),
      /no plan for now: Year-end/,
    ],
  ])(
    'is not offered when %s, with the reason',
    async (_, account, options, words) => {
      renderTab([account], options);
      expect(await screen.findByText(words)).toBeInTheDocument();
      expect(screen.queryByRole('button', FIX)).not.toBeInTheDocument();
    },
  );

  it.each([
    ['nothing is broken', { ...verified, spec: broken.spec, drift: [] }],
    ['the drift is unknown', { ...broken, drift: null }],
  ])('is not mentioned when %s', async (_, account) => {
    renderTab([account]);
    await screen.findByRole('list', { name: 'Links of the chain' });
    expect(screen.queryByRole('button', FIX)).not.toBeInTheDocument();
    expect(screen.queryByText(/^No plan can fix/)).not.toBeInTheDocument();
  });

  it('is not offered without update permission', async () => {
    renderTab([{ ...fixable, id: 'not-mine' }], {
      authorize: ({ permission }: EvaluatePermissionRequest) =>
        permission.name === 'irsa.service-account.update'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    await section('Chain');
    await screen.findByRole('button', { name: 'Verify now' });
    expect(screen.queryByRole('button', FIX)).not.toBeInTheDocument();
  });

  it('is applied step by step, and then the account is loaded again', async () => {
    let account: IamServiceAccount = fixable;
    let isDone = false;
    const backend = renderTab([fixable], {
      plan: trustPlan,
      override: (path, method) => {
        if (path.startsWith('/entities/')) return json({ items: [account] });
        if (path === '/service-accounts' && method === 'PUT') {
          return json(applying, 202);
        }
        if (path !== '/operations/fix') return undefined;
        if (isDone)
          account = {
            ...broken,
            drift: [],
            verification: verified.verification,
          };
        return json(isDone ? applied : applying);
      },
    });
    await apply();
    expect(await screen.findByText('Applying the plan…')).toBeInTheDocument();
    expect(await steps()).toEqual([
      'Update role shipping-91be (trusts production/shipping in prod-eu) (Running…)',
    ]);
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(put?.[1]).toMatchObject({
      headers: { Prefer: 'respond-async' },
      body: JSON.stringify({ spec: broken.spec }),
    });

    isDone = true;
    await closed();
    expect(screen.getByText('Plan applied.')).toBeInTheDocument();
    expect(await steps()).toEqual([
      'Updated role shipping-91be (trusts production/shipping in prod-eu) (Succeeded)',
    ]);
    expect(await screen.findByText('Verified')).toBeInTheDocument();
  });

  it('shows why a step fails, and is offered again', async () => {
    renderTab([fixable], {
      plan: trustPlan,
      operations: [applying, notApplied],
    });
    await apply();
    expect(
      await screen.findByText(
        'Could not apply the plan: iam:UpdateAssumeRolePolicy is missing.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Missing permission: iam:CreateRole. (Failed)'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', APPLY)).toBeEnabled();
  });

  it('continues when its status cannot be read once, and is reported as still running when it stays unreadable', async () => {
    let failures = 1;
    renderTab([fixable], {
      plan: trustPlan,
      override: (path, method) => {
        if (path === '/service-accounts' && method === 'PUT') {
          return json(applying, 202);
        }
        if (path !== '/operations/fix') return undefined;
        failures -= 1;
        return failures >= 0
          ? failure(502, 'Error', 'The proxy starts again.')
          : json(applied);
      },
    });
    await apply();
    await closed();
    expect(screen.getByText('Plan applied.')).toBeInTheDocument();
    expect(
      screen.queryByText(/The proxy starts again/),
    ).not.toBeInTheDocument();

    failures = Infinity;
    await apply();
    expect(
      await screen.findByText(
        'The operation continues, but its progress could not be read: The proxy starts again. Reload this page to see its result.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('Applying the plan…')).toBeInTheDocument();
    expect(screen.queryByText(/was not applied/)).not.toBeInTheDocument();
  });

  it.each([
    [403, 'NotAllowedError', 'No permission to apply the plan: Because.'],
    [409, 'ConflictError', 'Could not apply the plan: Because.'],
  ])('shows why it was refused with %i', async (status, name, words) => {
    renderTab([fixable], {
      plan: trustPlan,
      override: (path, method) =>
        path === '/service-accounts' && method === 'PUT'
          ? failure(status, name, 'Because.')
          : undefined,
    });
    await apply();
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('says who must approve it, and that it is waiting for approval', async () => {
    renderTab([fixable], {
      plan: {
        ...trustPlan,
        approvals: [
          { rule: 'secrets', approvers: ['group:default/security'] },
          { rule: 'changes', approvers: [], gate: 'change-requests' },
        ],
      },
      override: (path, method) =>
        path === '/service-accounts' && method === 'PUT'
          ? failure(409, 'ApprovalRequiredError', 'Approval 1 is pending.')
          : undefined,
    });
    const dialog = await openPlan();
    expect(await dialog.findByText('Approval needed')).toBeInTheDocument();
    expect(
      screen.getByText(
        'A member of group:default/security has to approve it (rule secrets).',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'The approval gate change-requests has to approve it (rule changes).',
      ),
    ).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', APPLY));
    expect(
      await screen.findByText('Pending approval: Approval 1 is pending.'),
    ).toBeInTheDocument();
  });

  it.each([
    ['observe', undefined, 'Observe mode'],
    ['pull-request', undefined, 'Pull-request mode'],
    ['write', { reason: 'Year-end.' }, 'Changes are frozen'],
  ] as const)(
    'is shown with the write restrictions: %s',
    async (mode, freeze, title) => {
      renderTab([{ ...verified, cluster: prod.name }], {
        clusters: [{ ...prod, mode, ...(freeze && { freeze }) }],
      });
      expect(await screen.findByText(title)).toBeInTheDocument();
    },
  );

  it('says that it cannot be created', async () => {
    renderTab([fixable], {
      override: path =>
        path === '/plans'
          ? failure(403, 'NotAllowedError', 'No permission to plan.')
          : undefined,
    });
    const dialog = await openPlan();
    expect(
      await dialog.findByText(
        'Could not create the plan: No permission to plan.',
      ),
    ).toBeInTheDocument();
    expect(dialog.getByRole('button', APPLY)).toBeDisabled();
  });
});
