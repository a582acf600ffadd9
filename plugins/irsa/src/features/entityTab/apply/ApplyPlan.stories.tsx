import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { clusters } from '../../../../dev/fixtures/clusters';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import {
  applied,
  applying,
  notApplied,
  trustPlan,
} from '../../../../dev/fixtures/plans';
import { broken, verified } from '../../../../dev/fixtures/serviceAccounts';
import { answered } from '../../../__testUtils__/answered';
import { section, tabReading } from '../../../__testUtils__/renderTab';

const renderTab = tabReading('chain');

const APPLY = { name: 'Apply' };

async function steps() {
  const list = await screen.findByRole('list', { name: 'Steps of the plan' });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent);
}

describe('our plan', () => {
  it('is offered with what it changes, and asked for with the spec of the account', async () => {
    const backend = renderTab([broken], { plan: trustPlan });
    const chain = await section('Chain');
    expect(
      await chain.findByText('Apply the plan to fix this'),
    ).toBeInTheDocument();
    expect(await steps()).toEqual([
      'Update role shipping-91be (trusts production/shipping in prod-eu)',
    ]);
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/plans$/),
      expect.objectContaining({ body: JSON.stringify({ spec: broken.spec }) }),
    );
  });

  it.each([
    ['we did not make it', { ...broken, spec: null }, trustPlan, false],
    ['nothing is broken', { ...verified, spec: broken.spec }, trustPlan, false],
    [
      'it would change nothing',
      broken,
      { ...trustPlan, steps: trustPlan.steps.slice(1) },
      true,
    ],
    [
      'it breaks a rule',
      broken,
      {
        ...trustPlan,
        violations: [{ field: 'name', rule: 'name', message: 'Too long.' }],
      },
      true,
    ],
  ])('is not offered when %s', async (_, account, plan, isMade) => {
    const backend = renderTab([account], { plan });
    await section('History');
    await screen.findByRole('list', { name: 'Links of the chain' });
    if (isMade) await answered(backend, /\/plans$/);
    expect(screen.queryByRole('button', APPLY)).not.toBeInTheDocument();
  });

  it('is not offered to who may not update it, and not even made', async () => {
    const backend = renderTab([{ ...broken, id: 'not-mine' }], {
      plan: trustPlan,
      authorize: ({ permission }: EvaluatePermissionRequest) =>
        permission.name === 'irsa.service-account.update'
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    await section('Chain');
    await screen.findByRole('button', { name: 'Verify now' });
    expect(screen.queryByRole('button', APPLY)).not.toBeInTheDocument();
    const paths = backend.mock.calls.map(([url]) => String(url));
    expect(paths.some(path => path.endsWith('/plans'))).toBe(false);
  });

  it('is applied step by step, and then the account is read again', async () => {
    let account = broken;
    let isDone = false;
    const backend = renderTab([broken], {
      plan: trustPlan,
      override: (path, method) => {
        if (path.startsWith('/entities/')) return json({ items: [account] });
        if (path === '/service-accounts' && method === 'PUT') {
          return json(applying, 202);
        }
        if (path !== '/operations/fix') return undefined;
        if (isDone)
          account = { ...broken, verification: verified.verification };
        return json(isDone ? applied : applying);
      },
    });
    await userEvent.click(await screen.findByRole('button', APPLY));
    expect(await screen.findByText('Applying the plan…')).toBeInTheDocument();
    expect(await steps()).toEqual([
      'Update role shipping-91be (trusts production/shipping in prod-eu) (Running…)',
    ]);
    expect(screen.queryByRole('button', APPLY)).not.toBeInTheDocument();
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(put?.[1]).toMatchObject({
      headers: { Prefer: 'respond-async' },
      body: JSON.stringify({ spec: broken.spec }),
    });

    isDone = true;
    expect(await screen.findByText('Plan applied.')).toBeInTheDocument();
    expect(await steps()).toEqual([
      'Updated role shipping-91be (trusts production/shipping in prod-eu) (Succeeded)',
    ]);
    expect(await screen.findByText('Verified')).toBeInTheDocument();
  });

  it('says why when a step fails, and is offered again', async () => {
    renderTab([broken], {
      plan: trustPlan,
      operations: [applying, notApplied],
    });
    await userEvent.click(await screen.findByRole('button', APPLY));
    expect(
      await screen.findByText(
        'Could not apply the plan: iam:UpdateAssumeRolePolicy is missing.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Missing permission: iam:CreateRole. (Failed)'),
    ).toBeInTheDocument();
    expect(await screen.findByRole('button', APPLY)).toBeInTheDocument();
  });

  it('is followed on when it cannot be read for a while, and is said to go on when it cannot be read any more', async () => {
    let failures = 1;
    renderTab([broken], {
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
    await userEvent.click(await screen.findByRole('button', APPLY));
    expect(await screen.findByText('Plan applied.')).toBeInTheDocument();
    expect(
      screen.queryByText(/The proxy starts again/),
    ).not.toBeInTheDocument();

    failures = Infinity;
    await userEvent.click(await screen.findByRole('button', APPLY));
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
  ])('says why it was refused with %i', async (status, name, words) => {
    renderTab([broken], {
      plan: trustPlan,
      override: (path, method) =>
        path === '/service-accounts' && method === 'PUT'
          ? failure(status, name, 'Because.')
          : undefined,
    });
    await userEvent.click(await screen.findByRole('button', APPLY));
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('says who has to approve it, and that it waits for that', async () => {
    renderTab([broken], {
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
    expect(await screen.findByText('Approval needed')).toBeInTheDocument();
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
    await userEvent.click(screen.getByRole('button', APPLY));
    expect(
      await screen.findByText('Waiting for approval: Approval 1 is pending.'),
    ).toBeInTheDocument();
  });

  it.each([
    ['observe', undefined, 'Observe mode'],
    ['pull-request', undefined, 'Pull-request mode'],
    ['write', { reason: 'Year-end.' }, 'Changes are frozen'],
  ] as const)(
    'is shown with the limits on writes: %s',
    async (mode, freeze, title) => {
      const [prod] = clusters;
      renderTab([{ ...verified, cluster: prod.name }], {
        clusters: [{ ...prod, mode, ...(freeze && { freeze }) }],
      });
      expect(await screen.findByText(title)).toBeInTheDocument();
    },
  );

  it('says so when it cannot be made', async () => {
    renderTab([broken], {
      override: path =>
        path === '/plans'
          ? failure(403, 'NotAllowedError', 'No permission to plan.')
          : undefined,
    });
    expect(
      await screen.findByText('Could not plan a fix: No permission to plan.'),
    ).toBeInTheDocument();
  });
});
