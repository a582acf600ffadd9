import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../dev/fixtures/irsaBackend';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../__testUtils__/renderFleet';
import { fill } from '../../__testUtils__/fill';

const drawer = async () => {
  const dialog = await screen.findByRole('dialog', undefined, FIRST_RENDER);
  return within(dialog);
};

describe('the drawer of a finding', () => {
  const OPEN = '/irsa/findings?open=finding-3';

  it('shows the finding, how to fix it, and the owner', async () => {
    renderFleet(OPEN);
    const shown = await drawer();
    expect(
      await shown.findByText('Take', { exact: false, selector: 'p' }),
    ).toHaveTextContent('Take iam:PutRolePolicy away, or set a boundary.');
    const commands = within(
      shown.getByRole('list', { name: 'Fix commands' }),
    ).getAllByRole('listitem');
    expect(commands).toHaveLength(2);
    expect(commands[0]).toHaveTextContent(
      /^aws --profile \d{12} --region \S+ iam put-role-permissions-boundary/,
    );
    expect(
      shown.getByRole('link', { name: 'Open the resource' }),
    ).toHaveAttribute('href', '/irsa/service-accounts?open=account-3');
  });

  it.each([
    ['workload', '/irsa/workloads?open=subject'],
    ['cluster', '/irsa/clusters?open=prod-eu'],
  ] as const)('links to a %s', async (kind, href) => {
    const fleet = smallFleet();
    const findings = fleet.findings.map(finding => ({
      ...finding,
      subject: { kind, id: 'subject', name: 'prod-eu', cluster: 'prod-eu' },
    }));
    renderFleet(OPEN, { fleet: { ...fleet, findings } });
    const shown = await drawer();
    expect(
      await shown.findByRole('link', { name: 'Open the resource' }),
    ).toHaveAttribute('href', href);
  });

  it('says why the workloads could not be read, and retries', async () => {
    let isRefused = true;
    renderFleet(OPEN, {
      override: path =>
        isRefused && path.startsWith('/fleet/workloads')
          ? failure(403, 'NotAllowedError', 'Ask the platform team.')
          : undefined,
    });
    const shown = await drawer();
    const refused = 'No permission to read this: Ask the platform team.';
    expect(await shown.findByText(refused)).toBeInTheDocument();
    isRefused = false;
    await userEvent.click(shown.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(shown.queryByText(refused)).not.toBeInTheDocument(),
    );
  });

  it('can accept a finding with a reason and an end date, and reopen it', async () => {
    const { backend } = renderFleet(OPEN);
    const shown = await drawer();
    await userEvent.click(
      await shown.findByRole('button', { name: 'Accept the risk…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Accept: / }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Accept' }));
    expect(
      dialog.getByText('Enter a reason of at least 10 characters.'),
    ).toBeInTheDocument();
    expect(
      backend.mock.calls.filter(([, init]) => init?.method === 'PUT'),
    ).toEqual([]);
    await fill(
      dialog.getByRole('textbox', { name: /Reason for accepting/ }),
      'Goes away with the old shop.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Accept' }));
    expect(
      await shown.findByText('Reason: Goes away with the old shop.'),
    ).toBeInTheDocument();
    const [[url, init]] = backend.mock.calls.filter(
      ([, one]) => one?.method === 'PUT',
    );
    expect(String(url)).toMatch(/\/findings\/finding-3\/acceptance$/);
    const { reason, until } = JSON.parse(String(init?.body));
    expect(reason).toBe('Goes away with the old shop.');
    expect(Date.parse(until)).toBeGreaterThan(Date.now());
    await userEvent.click(shown.getByRole('button', { name: 'Reopen' }));
    expect(
      await shown.findByRole('button', { name: 'Accept the risk…' }),
    ).toBeInTheDocument();
  });

  it('says why the user may not accept the finding, instead of offering it', async () => {
    const acceptanceRefusal = 'Only members of group:default/risk can.';
    renderFleet(OPEN, {
      fleet: {
        ...smallFleet(),
        findings: smallFleet().findings.map(one => ({
          ...one,
          acceptanceRefusal,
        })),
      },
    });
    const shown = await drawer();
    expect(await shown.findByText(acceptanceRefusal)).toBeInTheDocument();
    expect(
      shown.queryByRole('button', { name: 'Accept the risk…' }),
    ).not.toBeInTheDocument();
  });

  it('shows why the finding was not accepted', async () => {
    renderFleet(OPEN, {
      override: (_path, method) =>
        method === 'PUT'
          ? failure(403, 'NotAllowedError', 'Only the platform team may.')
          : undefined,
    });
    const shown = await drawer();
    await userEvent.click(
      await shown.findByRole('button', { name: 'Accept the risk…' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: /^Accept: / }),
    );
    await fill(
      dialog.getByRole('textbox', { name: /Reason for accepting/ }),
      'Goes away with the old shop.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Accept' }));
    expect(
      await dialog.findByText(
        'Could not accept the finding: Only the platform team may.',
      ),
    ).toBeInTheDocument();
  });
});

describe('the drawer of a role', () => {
  it('shows who has the role, who has indirect access, and what they could reach', async () => {
    renderFleet('/irsa/roles?open=role-0');
    const shown = await drawer();
    expect(
      within(
        await shown.findByRole('list', { name: 'Trusted principals' }),
      ).getAllByRole('listitem')[0],
    ).toHaveTextContent('ServiceAccount production/orders of prod-eu');
    expect(
      within(shown.getByRole('list', { name: 'Indirect access' })).getAllByRole(
        'listitem',
      )[0],
    ).toHaveTextContent('can run commands in its pods');
    // A risk is also listed as a finding.
    expect(
      within(shown.getByRole('list', { name: 'Findings' })).getByText(
        /read every secret/,
      ),
    ).toBeInTheDocument();
    const radius = within(shown.getByRole('region', { name: 'Blast radius' }));
    expect(radius.getByText(/read every secret/)).toBeInTheDocument();
    expect(radius.getByRole('table')).toBeInTheDocument();
    expect(
      radius.queryByRole('button', { name: /last use/i }),
    ).not.toBeInTheDocument();
    expect(
      radius.getByText(
        'arn:aws:iam::444455556666:role/shared/reporting-reader',
      ),
    ).toBeInTheDocument();
  });

  it('shows the status of its ServiceAccounts as their own pages do', async () => {
    const fleet = smallFleet();
    const [account] = fleet.serviceAccounts;
    const state = { ...account, status: 'verified', liveProof: null } as const;
    const serviceAccounts = [
      state,
      { ...state, id: 'cut', name: 'cut', isCutOff: true },
    ];
    renderFleet(`/irsa/roles?open=${account.roleId}`, {
      fleet: { ...fleet, serviceAccounts },
    });
    const shown = await drawer();
    const list = within(
      await shown.findByRole('list', { name: 'Service accounts' }),
    );
    expect(
      list.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/^Checks pass/),
      expect.stringMatching(/^Cut off/),
    ]);
  });

  it('names the tool that manages the role, and the evidence', async () => {
    renderFleet('/irsa/roles?open=role-1');
    const shown = await drawer();
    const evidence = await shown.findByText('(managed-by: terraform)');
    expect(evidence.parentElement).toHaveTextContent(/^Terraform/);
  });

  it('shows who references the role but cannot assume it', async () => {
    renderFleet('/irsa/roles?open=role-1');
    const shown = await drawer();
    const named = await shown.findByRole('list', {
      name: 'Names this role, cannot assume it',
    });
    expect(within(named).getByRole('link')).toHaveAttribute(
      'href',
      '/irsa/service-accounts?open=account-0',
    );
  });

  it('says that the role does not exist, and links back to the list', async () => {
    renderFleet('/irsa/roles?q=reader&open=nobody');
    const shown = await drawer();
    expect(await shown.findByText('Not found: Role')).toBeInTheDocument();
    expect(
      shown.getByRole('link', { name: 'Back to the list' }),
    ).toHaveAttribute('href', '/irsa/roles?q=reader');
  });
});

describe('the drawer of a workload', () => {
  it('shows a workload that is not on the first page', async () => {
    const { workloads } = smallFleet();
    const { id, namespace, name, reason } = workloads.at(-1)!;
    const { asked } = renderFleet(`/irsa/workloads?open=${id}&limit=1`);
    const shown = await drawer();
    await shown.findByText(reason);
    expect(
      shown.getByRole('heading', { name: `${namespace}/${name}` }),
    ).toBeInTheDocument();
    expect(asked()).toContain(`/fleet/workloads?workloadId=${id}`);
  });

  it('says how many findings it does not list, and links to all of them', async () => {
    const fleet = smallFleet();
    const [{ id }] = fleet.workloads;
    const [finding] = fleet.findings;
    const findings = Array.from({ length: 53 }, (_, index) => ({
      ...finding,
      id: `finding-${index}`,
      subject: { kind: 'workload', id, name: 'cart' } as const,
    }));
    renderFleet(`/irsa/workloads?open=${id}`, {
      fleet: { ...fleet, findings },
    });
    const shown = await drawer();
    expect(
      await shown.findByRole('link', { name: 'and 3 more' }),
    ).toHaveAttribute('href', `/irsa/findings?subjectId=${id}`);
  });

  it('says that a workload does not exist', async () => {
    renderFleet('/irsa/workloads?open=gone');
    const shown = await drawer();
    expect(await shown.findByText(/No workload has this ID/)).toBeVisible();
  });
});

describe('the drawer of a node role', () => {
  it('shows the steps of the plan in order, with commands to copy', async () => {
    const fleet = smallFleet();
    const [first, ...others] = fleet.workloads;
    const { cluster } = fleet.nodeRoles.find(({ id }) => id === 'node-0-0')!;
    const onNodeRole = {
      ...first,
      cluster,
      identitySource: 'node-role',
    } as const;
    renderFleet('/irsa/node-roles?open=node-0-0', {
      fleet: { ...fleet, workloads: [onNodeRole, ...others] },
    });
    const shown = await drawer();
    const plan = within(
      await shown.findByRole('list', { name: 'Remove excess permissions' }),
    );
    expect(
      plan.getAllByRole('heading').map(heading => heading.textContent),
    ).toEqual([
      '1. Give each workload that calls AWS a role of its own',
      '2. Close the metadata service to pods',
      '3. Detach what nodes do not need',
    ]);
    const commandsOf = (step: number) =>
      within(
        plan.getByRole('list', { name: `Commands of step ${step}` }),
      ).getAllByRole('listitem');
    expect(commandsOf(2)[0]).toHaveTextContent(
      /^aws --profile \d{12} --region \S+ ec2 modify-instance-metadata-options/,
    );
    expect(commandsOf(3)).toHaveLength(3);
    expect(
      plan.getByRole('link', { name: `${first.namespace}/${first.name}` }),
    ).toHaveAttribute('href', `/irsa/workloads?open=${first.id}`);
  });
});

describe('the drawer for "who can"', () => {
  it('takes an action and a resource, and shows who can use them, how, and what was not read', async () => {
    const { asked } = renderFleet('/irsa/access');
    await userEvent.type(
      await screen.findByRole('combobox', { name: /Action/ }, FIRST_RENDER),
      's3:PutObject',
    );
    await userEvent.tab();
    await fill(
      await screen.findByRole('textbox', { name: /Resource/ }),
      'arn:aws:s3:::orders/x',
    );
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByRole('heading', {
        name: '8 can do s3:PutObject on arn:aws:s3:::orders/x.',
      }),
    ).toBeInTheDocument();
    expect(asked()).toContain(
      '/access?action=s3%3APutObject&resource=arn%3Aaws%3As3%3A%3A%3Aorders%2Fx&limit=20',
    );
    const of = (name: string) => [
      ...screen.getByRole('list', { name }).children,
    ];
    const [first, second, third] = of('Pods');
    expect(first).toHaveTextContent("Allowed by the role's policies");
    expect(second).toHaveTextContent(
      'the request comes through the endpoint vpce-0a1b2c3d',
    );
    expect(third).toHaveTextContent(
      'WhyThe backend may not call ec2:DescribeVpcEndpoints.',
    );
    expect(of('Roles')[0]).toHaveTextContent('Nodes');
    expect(of('Users')[0]).toHaveTextContent(/ada.*group developers/);
    expect(of('People')[0]).toHaveTextContent(
      /OnCall.*RoleBinding production\/on-call, can create pods that use it.*orders and 2 more.*role thumbnails/,
    );
    expect(of('AWS services')[0]).toHaveTextContent(/lambda.*role thumbnails/);
    expect(of('Other accounts')[0]).toHaveTextContent(
      /Allowed with conditions.*Account 777788889999.*sts:ExternalId is shop/,
    );
    expect(
      screen.getByText(/Policies of the organization were not read/),
    ).toBeInTheDocument();
  });

  it('keeps all kinds while it filters by one, and the URL names it', async () => {
    const { asked } = renderFleet(
      '/irsa/access?action=s3:GetObject&resource=arn:aws:s3:::a/b',
    );
    const kinds = within(
      await screen.findByRole('radiogroup', { name: 'Kinds' }, FIRST_RENDER),
    );
    const resource = screen.getByRole('textbox', { name: /Resource/ });
    await fill(resource, 'arn:aws:s3:::next/question');
    await userEvent.click(kinds.getByRole('radio', { name: 'Users 1' }));
    expect(resource).toHaveValue('arn:aws:s3:::next/question');
    expect(kinds.getByRole('radio', { name: 'Users 1' })).toBeChecked();
    expect(asked().at(-1)).toContain('&kind=user&');
    expect(kinds.getByRole('radio', { name: 'All 8' })).toBeInTheDocument();
  });
});

it('marks a "who can" result whose access is broken', async () => {
  const fleet = smallFleet();
  const [first, ...others] = fleet.serviceAccounts;
  renderFleet('/irsa/access?action=s3:GetObject&resource=arn:aws:s3:::a/b', {
    fleet: {
      ...fleet,
      serviceAccounts: [{ ...first, status: 'broken' }, ...others],
    },
  });
  const list = await screen.findByRole('list', { name: 'Pods' }, FIRST_RENDER);
  expect(list.children[0]).toHaveTextContent(
    /Broken.*pods may not get the role/,
  );
  expect(list.children[1]).not.toHaveTextContent('Broken');
});

it('explains an invalid "who can" question without field names of the API', async () => {
  const wrong = 'It is one action without wildcards.';
  renderFleet('/irsa/access?action=s3:*&resource=*', {
    override: path =>
      path.startsWith('/access')
        ? failure(400, 'InputError', `action: ${wrong} [action-name]`)
        : undefined,
  });
  const alert = await screen.findByRole('alert', undefined, FIRST_RENDER);
  expect(alert).toHaveTextContent(wrong);
  expect(alert).not.toHaveTextContent('[action-name]');
});

describe('the drawer of an IAM service account', () => {
  it('shows the component and owner that the list shows', async () => {
    renderFleet('/irsa/service-accounts?open=account-3');
    const shown = await drawer();
    const owner = await shown.findByText('Owner');
    const component = shown.getByText('Component');
    for (const name of [owner, component]) {
      const value = name.nextElementSibling as HTMLElement;
      expect(within(value).getByRole('link')).toBeInTheDocument();
    }
  });

  it.each([
    [50, null],
    [51, 'and 1 more'],
  ])('says how many of %s findings it does not list', async (length, more) => {
    const fleet = smallFleet();
    const [finding] = fleet.findings;
    const findings = Array.from({ length }, (_, index) => ({
      ...finding,
      id: `finding-${index}`,
      state: 'open' as const,
      subject: { ...finding.subject, id: 'account-3' },
    }));
    renderFleet('/irsa/service-accounts?open=account-3', {
      fleet: { ...fleet, findings },
    });
    const shown = await drawer();
    await waitFor(() =>
      expect(
        within(shown.getByRole('list', { name: 'Findings' })).getAllByRole(
          'link',
        ),
      ).toHaveLength(50),
    );
    expect(shown.queryByText(/^and \d+ more$/)?.textContent ?? null).toBe(more);
  });
});
