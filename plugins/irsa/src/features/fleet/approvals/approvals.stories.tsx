import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { approvalOf, approvals } from '../../../../dev/fixtures/approvals';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import { applied, notApplied } from '../../../../dev/fixtures/plans';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

const card = async (name: string) =>
  within(
    await screen.findByRole(
      'listitem',
      { name: `AWS access of production/${name} (prod-eu)` },
      FIRST_RENDER,
    ),
  );

describe('the Approvals tab', () => {
  it('says that there are no approvals', async () => {
    renderFleet('/irsa/approvals');
    expect(
      await screen.findByText(/^No approvals\./, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
  });

  it('says what could not be read, and retries', async () => {
    let isRefused = true;
    renderFleet('/irsa/approvals', {
      override: () =>
        isRefused ? failure(403, 'NotAllowedError', 'No.') : undefined,
    });
    expect(
      await screen.findByText(
        'Could not read approvals',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('No permission to read this: No.'),
    ).toBeInTheDocument();
    isRefused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^No approvals\./)).toBeInTheDocument();
  });

  it('shows who requests what, and records a decision', async () => {
    let state = approvalOf();
    const { backend } = renderFleet('/irsa/approvals?id=waits', {
      override: (path, method) => {
        if (path === '/approvals') return json({ items: [state] });
        if (method !== 'POST') return undefined;
        state = approvalOf({ state: 'approved', mayDecide: false });
        return json(state);
      },
    });
    const shipping = await card('shipping');
    expect(shipping.getByText('Pending approval')).toBeVisible();
    expect(
      shipping.getByText('Can read every secret in the account.'),
    ).toBeVisible();
    expect(
      shipping.getByText('Waits for a member of group:default/security.'),
    ).toBeVisible();
    await userEvent.click(shipping.getByRole('button', { name: 'Approve…' }));
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('Approved')).toBeInTheDocument();
    const post = backend.mock.calls.find(([, init]) => init?.method === 'POST');
    expect(post).toEqual([
      expect.stringMatching(/\/approvals\/waits\/decisions$/),
      expect.objectContaining({
        body: JSON.stringify({ decision: 'approve' }),
      }),
    ]);
  });

  it('scrolls to the approval that a link names, and focuses it', async () => {
    const scrolled: Element[] = [];
    jest
      .spyOn(Element.prototype, 'scrollIntoView')
      .mockImplementation(function scroll(this: Element) {
        scrolled.push(this);
      });
    renderFleet('/irsa/approvals?id=named', {
      approvals: {
        items: [approvalOf(), approvalOf({ id: 'named', name: 'ledger' })],
      },
    });
    await card('ledger');
    const named = screen.getByRole('listitem', { name: /ledger/ });
    expect(named).toHaveFocus();
    expect(scrolled).toEqual([named]);
  });

  it('requires a reason to reject', async () => {
    const { asked } = renderFleet('/irsa/approvals', {
      approvals: { items: [approvalOf()] },
    });
    const shipping = await card('shipping');
    await userEvent.click(shipping.getByRole('button', { name: 'Reject…' }));
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    expect(await screen.findByText('Enter a reason.')).toBeInTheDocument();
    expect(asked()).toEqual(['/approvals']);
  });

  it('lets the requester only apply what is approved', async () => {
    const { backend } = renderFleet('/irsa/approvals', {
      approvals,
      operations: [applied],
    });
    const ledger = await card('ledger');
    expect(
      ledger.getByText('Waits for the approval gate change-requests.'),
    ).toBeVisible();
    expect(ledger.getAllByRole('button')).toEqual([
      ledger.getByRole('button', { name: 'Apply if approved' }),
    ]);
    const reports = await card('reports');
    expect(reports.getByText('Rejected')).toBeVisible();
    expect(reports.getByText('Reason: Read access is enough.')).toBeVisible();
    const orders = await card('orders');
    await userEvent.click(orders.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('Plan applied.')).toBeInTheDocument();
    const put = backend.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(put?.[1]?.body).toBe(
      JSON.stringify({ spec: approvals.items[1].spec }),
    );
  });

  it('shows why a plan could not be applied, after its approval is used', async () => {
    let state = approvalOf({ state: 'approved', isMine: true });
    renderFleet('/irsa/approvals', {
      operations: [notApplied],
      override: (path, method) => {
        if (path === '/approvals') return json({ items: [state] });
        if (method === 'PUT') state = approvalOf({ state: 'used' });
        return undefined;
      },
    });
    const shipping = await card('shipping');
    await userEvent.click(shipping.getByRole('button', { name: 'Apply' }));
    expect(await screen.findByText('Used')).toBeInTheDocument();
    expect(
      screen.getByText(
        'Could not apply the plan: iam:UpdateAssumeRolePolicy is missing.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the approval that an outdated one needs instead', async () => {
    const message = 'Approval renewed is pending.';
    let items = [approvalOf({ state: 'approved', isMine: true })];
    renderFleet('/irsa/approvals', {
      override: (path, method) => {
        if (path === '/approvals') return json({ items });
        if (method !== 'PUT') return undefined;
        items = [
          approvalOf({ state: 'lapsed', isMine: true }),
          approvalOf({ id: 'renewed', name: 'renewed', isMine: true }),
        ];
        return failure(409, 'ApprovalRequiredError', message);
      },
    });
    const shipping = await card('shipping');
    await userEvent.click(shipping.getByRole('button', { name: 'Apply' }));
    await card('renewed');
    expect(shipping.getByText(new RegExp(message))).toBeVisible();
    expect(shipping.queryByRole('button', { name: 'Apply' })).toBeNull();
  });

  it('lets authorized users break glass with a reason, and shows when it ends', async () => {
    const accountId = '111122223333';
    let list = { items: [], breakGlassAccounts: [accountId] } as object;
    const { backend } = renderFleet('/irsa/approvals', {
      override: (path, method) => {
        if (path === '/approvals') return json(list);
        if (path !== '/break-glass' || method !== 'POST') return undefined;
        const breakGlass = {
          ...{ id: 'one', accountId },
          reason: 'INC-7',
          openedAt: '2026-11-27T08:00:00Z',
          expiresAt: '2026-11-27T12:00:00Z',
        };
        list = { ...list, breakGlasses: [breakGlass] };
        return json(breakGlass);
      },
    });
    const button = { name: 'Break glass…' };
    await userEvent.click(
      await screen.findByRole('button', button, FIRST_RENDER),
    );
    await userEvent.type(screen.getByRole('textbox'), 'INC-7');
    await userEvent.click(screen.getByRole('button', { name: 'Break glass' }));
    expect(
      await screen.findByText(/^Break-glass until .*you apply without/),
    ).toBeInTheDocument();
    const post = backend.mock.calls.find(([, init]) => init?.method === 'POST');
    expect(post?.[1]?.body).toBe(
      JSON.stringify({ accountId, reason: 'INC-7' }),
    );
  });
});
