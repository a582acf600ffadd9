import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../dev/fixtures/irsaBackend';
import {
  broken,
  degraded,
  podIdentity,
  unknown,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import { limited } from '../../../dev/fixtures/permissions';
import { section, tabReading } from '../../__testUtils__/renderTab';

const renderTab = tabReading('chain');

async function links() {
  const chain = await section('Chain');
  const list = await chain.findByRole('list', { name: 'Links of the chain' });
  return within(list).getAllByRole('button');
}

const names = (buttons: HTMLElement[]) =>
  buttons.map(button => button.textContent);

const link = (name: RegExp) => screen.getByRole('button', { name });

const detail = async (name: string | RegExp) =>
  within(await screen.findByRole('region', { name }));

describe('the chain', () => {
  it('shows every link of a healthy account with its object and state, and opens and closes one by keyboard', async () => {
    renderTab([verified]);
    const buttons = await links();
    expect(names(buttons)).toEqual([
      'Workload deployment/orders OK',
      'ServiceAccount production/orders OK',
      'OIDC provider oidc.eks.eu-west-1.amazonaws.com/id/5D1F OK',
      'Trust policy trust policy of orders-7f3a OK',
      'Role orders-7f3a OK',
      'Permissions 1 policy OK',
    ]);
    for (const button of buttons) {
      expect(button).toHaveAttribute('aria-expanded', 'false');
    }
    expect(screen.getByText(/^Choose a link/)).toBeInTheDocument();
    expect(screen.queryByText('How to fix')).not.toBeInTheDocument();

    const user = userEvent.setup();
    const [workload] = buttons;
    act(() => workload.focus());
    await user.keyboard('{Enter}');
    const opened = await screen.findByRole('region', {
      name: 'Workload: deployment/orders',
    });
    expect(workload).toHaveAttribute('aria-expanded', 'true');
    expect(workload).toHaveAttribute('aria-controls', opened.id);
    await user.keyboard('{Enter}');
    expect(opened).not.toBeInTheDocument();
  });

  it('opens the broken link with question, finding, symptoms, and fix, and shows the prerequisites of another link', async () => {
    renderTab([broken]);
    const buttons = await links();
    expect(names(buttons).slice(3)).toEqual([
      'Trust policy trust policy of shipping-91be Broken',
      'Role shipping-91be OK',
      'Permissions 1 policy Skipped, blocked by: Trust policy',
    ]);
    expect(buttons[3]).toHaveAttribute('aria-expanded', 'true');

    const opened = await detail('Trust policy: trust policy of shipping-91be');
    const [item] = within(
      opened.getByRole('list', { name: 'Check results' }),
    ).getAllByRole('listitem');
    expect(item).toHaveTextContent(
      'FailedDoes the trust policy allow the ServiceAccount to assume the role?The trust policy names namespace staging, not production. (proved)',
    );
    expect(item).toHaveTextContent('How to fixLet production/shipping in.');
    expect(item).toHaveTextContent('docs/reference/checks/trust-policy.md');
    expect(
      opened.getByRole('list', { name: 'Typical log messages' }),
    ).toHaveTextContent(
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
    const diff = opened.getByRole('group', {
      name: 'Change of trust policy of shipping-91be',
    });
    expect(diff).toHaveTextContent(
      /removed: .*"system:serviceaccount:staging:shipping"/,
    );
    expect(diff).toHaveTextContent(
      /added: .*"system:serviceaccount:production:shipping"/,
    );

    await userEvent.click(link(/^Permissions/));
    const skipped = await detail('Permissions: 1 policy');
    expect(
      skipped.getByText(
        'Skipped until this passes: Does the trust policy allow the ServiceAccount to assume the role?',
      ),
    ).toBeInTheDocument();
    expect(link(/^Trust policy/)).toHaveAttribute('aria-expanded', 'false');
  });

  it('names the missing permission when a link could not be read, and the links that depend on it', async () => {
    renderTab([unknown]);
    const buttons = await links();
    expect(names(buttons).slice(3)).toEqual([
      'Trust policy trust policy of reports-c0de Skipped, blocked by: Role',
      'Role reports-c0de Unknown',
      'Permissions 1 policy Skipped, blocked by: Role',
    ]);
    const opened = await detail('Role: reports-c0de');
    expect(
      opened.getByText(/the backend lacks iam:GetRole on it/),
    ).toBeInTheDocument();
    expect(opened.getByText(/^Allow iam:GetRole on/)).toBeInTheDocument();
  });

  it('opens the link with a warning when nothing is broken', async () => {
    renderTab([degraded]);
    const [workload] = await links();
    expect(workload).toHaveAccessibleName(/Warning$/);
    expect(workload).toHaveAttribute('aria-expanded', 'true');
  });

  it('puts the cluster before the workload when the cluster is unreachable', async () => {
    const [first, ...others] = unknown.verification!.checks;
    renderTab([
      {
        ...unknown,
        verification: {
          ...unknown.verification!,
          checks: [{ ...first, result: 'unknown' }, ...others],
        },
      },
    ]);
    const buttons = await links();
    expect(names(buttons)[0]).toBe('Cluster None or unknown Unknown');
    expect(buttons[0]).toHaveAttribute('aria-expanded', 'true');
  });

  it('says that Pod Identity needs no provider, and why there is no live proof', async () => {
    renderTab([podIdentity], { permissions: { 'pod-identity': limited } });
    const chain = await section('Chain');
    await links();
    expect(
      chain.getByText(
        /the credentials of a live proof would have all permissions of the role/,
      ),
    ).toBeInTheDocument();
    await userEvent.click(link(/^OIDC provider\s+Not applicable$/));
    const opened = await detail('OIDC provider');
    expect(
      opened.getByText(/EKS Pod Identity needs no OIDC provider/),
    ).toBeInTheDocument();
  });

  it('shows the details of a link, and links the role to the AWS console', async () => {
    renderTab([verified]);
    await links();
    await userEvent.click(link(/^OIDC provider/));
    const provider = await detail(/^OIDC provider/);
    expect(
      provider.getByRole('button', { name: 'Copy Audience' }),
    ).toBeInTheDocument();
    expect(
      provider.getByText(/^arn:aws:iam::111122223333:oidc-provider/),
    ).toBeInTheDocument();

    await userEvent.click(link(/^Role/));
    const role = await detail('Role: orders-7f3a');
    expect(
      role.getByRole('link', { name: /orders-7f3a.*new tab/ }),
    ).toHaveAttribute('href', expect.stringContaining('/iam/home'));
    expect(
      role.getByRole('button', { name: 'Copy the ARN of orders-7f3a' }),
    ).toBeInTheDocument();
  });

  it('copies one command or all of them', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderTab([verified]);
    await links();
    await user.click(link(/^OIDC provider/));
    const opened = await detail(/^OIDC provider/);
    expect(
      within(
        opened.getByRole('list', { name: 'Verification commands' }),
      ).getAllByRole('listitem'),
    ).toHaveLength(2);

    await user.click(opened.getByRole('button', { name: 'Copy command 2' }));
    expect(writeText).toHaveBeenLastCalledWith(
      expect.stringMatching(
        /^aws --profile 111122223333 --region eu-west-1 iam get-open-id-connect-provider/,
      ),
    );
    await user.click(
      opened.getByRole('button', { name: 'Copy all 2 commands' }),
    );
    expect(writeText).toHaveBeenLastCalledWith(
      expect.stringMatching(
        /^aws --profile 111122223333 .*eks describe-cluster.*\naws --profile 111122223333 --region eu-west-1 iam get-open-id/,
      ),
    );
  });

  it('shows the states although objects and questions could not be read', async () => {
    renderTab([broken], {
      override: path =>
        path.endsWith('/chain') || path === '/checks'
          ? failure(503, 'ServiceUnavailableError', 'The database is down')
          : undefined,
    });
    const buttons = await links();
    expect(names(buttons)[3]).toBe('Trust policy None or unknown Broken');
    const chain = await section('Chain');
    expect(
      chain.getByText('Could not read the objects of the chain'),
    ).toBeInTheDocument();
    expect(
      chain.getByText('Could not read the descriptions of the checks'),
    ).toBeInTheDocument();
    const opened = await detail('Trust policy');
    expect(opened.getByText('trust-policy')).toBeInTheDocument();
    expect(opened.getByText(/Let production\/shipping in/)).toBeInTheDocument();
  });
});
