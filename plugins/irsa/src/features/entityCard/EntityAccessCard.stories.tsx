import {
  formatServiceAccountRef,
  type IamServiceAccount,
  type Verification,
} from '@backstage-irsa/core/model';
import {
  createExtensionTester,
  mockApis,
} from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { JsonObject } from '@backstage/types';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import irsaPlugin from '../..';
import { renderApp } from '../../__testUtils__/renderApp';
import { component, OWNER } from '../../../dev/fixtures/entities';
import {
  failure,
  irsaBackend,
  type IrsaBackendState,
  json,
} from '../../../dev/fixtures/irsaBackend';
import { trustPlan } from '../../../dev/fixtures/plans';
import {
  broken,
  degraded,
  drifted,
  unknown,
  unverified,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import { minutesAgo, proved } from '../../../dev/fixtures/verifications';

interface Options {
  annotation?: string;
  override?: IrsaBackendState['override'];
  config?: JsonObject[];
  bindings?: JsonObject;
  /** The test page shows the tab below the card. */
  withTab?: boolean;
}

async function renderCard(
  accounts: IamServiceAccount[],
  {
    override,
    config = [],
    bindings = {},
    withTab = false,
    ...options
  }: Options = {},
) {
  const annotation =
    options.annotation ?? accounts.map(formatServiceAccountRef).join(',');
  const backend = jest.fn(
    irsaBackend({ accounts: { orders: accounts }, override }),
  );
  renderApp(backend, {
    extensions: [
      createTestEntityPage({ entity: component('orders', annotation) }),
    ],
    features: [scaffolderPlugin],
    config: {
      app: {
        extensions: [{ 'entity-content:irsa/access': withTab }, ...config],
        routes: { bindings },
      },
    },
    apis: [mockApis.identity({ ownershipEntityRefs: [OWNER] })],
  });
  const card = await screen.findByRole('region', { name: 'AWS access' });
  return { card, inCard: within(card), backend };
}

const VERIFY = { name: 'Verify now' };

describe('EntityAccessCard', () => {
  it('asks the backend for the entity at hand', async () => {
    const { backend } = await renderCard([verified]);
    expect(backend).toHaveBeenCalledWith(
      'http://localhost:7007/api/irsa/v1/entities/component/default/orders/service-accounts',
      expect.anything(),
    );
  });

  it('has what was never verified verified once, and shows the answer', async () => {
    let posts = 0;
    const { inCard } = await renderCard([unverified], {
      override: (path, method) => {
        if (!path.endsWith('/orders/verifications')) return undefined;
        expect(method).toBe('POST');
        posts += 1;
        return json({ items: [verified] });
      },
    });
    expect(await inCard.findByText('Verified')).toBeInTheDocument();
    expect(posts).toBe(1);
  });

  it('shows what was never verified as it is where it cannot be verified', async () => {
    const { inCard } = await renderCard([unverified], {
      override: path =>
        path.endsWith('/orders/verifications')
          ? failure(403, 'NotAllowedError', 'Not given to you.')
          : undefined,
    });
    expect(await inCard.findByText('Not verified')).toBeInTheDocument();
    expect(inCard.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows the shape of what is coming while it loads', async () => {
    const { inCard } = await renderCard([], {
      override: () => new Promise(() => {}),
    });
    expect(await inCard.findByText('Reading AWS access…')).toBeInTheDocument();
    expect(inCard.queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows what somebody changed, and the owner brings it back', async () => {
    const { inCard } = await renderCard([drifted]);
    const note = within(
      await inCard.findByRole('region', { name: 'Drift detected' }),
    );
    expect(
      await note.findByRole('button', { name: 'Reconcile…' }),
    ).toBeInTheDocument();
    await userEvent.click(note.getByText(/Update tags of role/));
    expect(
      note.getByRole('group', { name: 'Change of tags.team' }),
    ).toBeVisible();
  });

  it('shows what a verified account is, what it can do, and how that is known', async () => {
    const { card, inCard } = await renderCard([verified]);
    expect(
      await inCard.findByRole('heading', {
        name: 'prod-eu · production/orders',
      }),
    ).toBeInTheDocument();
    expect(inCard.getByText('Verified')).toBeInTheDocument();

    const role = inCard.getByRole('link', { name: /orders-7f3a.*new tab/ });
    expect(role).toHaveAttribute(
      'href',
      'https://console.aws.amazon.com/iam/home?region=us-east-1#/roles/details/orders-7f3a',
    );
    expect(role).toHaveAttribute('target', '_blank');
    expect(card).toHaveTextContent('account 111122223333');

    const permissions = within(
      inCard.getByRole('list', { name: 'Permissions' }),
    ).getAllByRole('listitem');
    expect(permissions.map(item => item.textContent)).toEqual([
      'S3 list, write on orders-uploads',
      'SQS read on orders-dead-letters, orders-events and 1 more',
    ]);
    expect(card).toHaveTextContent(
      /Proved by token exchange \d+ min ago · 4 of 4 pods use the role · Checked \d+ min ago/,
    );
    expect(inCard.getAllByText(/^\d+ min ago$/)[0]).toHaveAttribute(
      'datetime',
      verified.verification?.liveProof?.at,
    );
    expect(card).not.toHaveTextContent(/How to fix|risk/);
  });

  it('names the one broken link and the fix, and says that AWS refused', async () => {
    const { card, inCard } = await renderCard([broken]);
    expect(await inCard.findByText('Broken')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      'The trust policy names namespace staging, not production.',
    );
    expect(card).toHaveTextContent(
      'How to fixLet production/shipping in.Change of trust policy of shipping-91be',
    );
    const diff = inCard.getByRole('group', { name: /^Change of trust policy/ });
    expect(diff).toHaveTextContent(/removed: .*staging:shipping/);
    expect(diff).toHaveTextContent(/added: .*production:shipping/);
    // What stays is left out, and the commands are folded away.
    expect(diff).not.toHaveTextContent('Version');
    expect(card).not.toHaveTextContent('update-assume-role-policy');
    await userEvent.click(inCard.getByText(/^\d commands?$/));
    const commands = within(
      await inCard.findByRole('list', { name: 'Fix commands' }),
    ).getAllByRole('listitem');
    expect(commands[0]).toHaveTextContent(
      /^aws --profile 111122223333 --region eu-west-1 iam update-assume-role-policy/,
    );
    expect(card).not.toHaveTextContent('Not checked, because');
    expect(card).toHaveTextContent(
      /AWS refused the token \d+ min ago: Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    );
  });

  it('shows the warning, the most severe risk and the pods that lack the role', async () => {
    const { card, inCard } = await renderCard([degraded]);
    expect(await inCard.findByText('Degraded')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      '1 of 4 pods started before the role was set.',
    );
    expect(card).toHaveTextContent('Secrets Manager read on every resource');
    expect(card).toHaveTextContent(
      'High risk: It can read every secret of the account. → 2 findings',
    );

    expect(card).toHaveTextContent('3 of 4 pods use the role');
  });

  it('says what could not be read and which right is missing', async () => {
    const { card, inCard } = await renderCard([unknown]);
    expect(await inCard.findByText('Unknown')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      'The role could not be read: the backend lacks iam:GetRole on it. (inferred)',
    );
    expect(card).toHaveTextContent(
      'May be incomplete: The policies of the role: iam:ListAttachedRolePolicies is missing.',
    );
    expect(card).not.toHaveTextContent('The role has no permissions.');
    expect(card).toHaveTextContent('Not proved yet · Could not list pods');
  });

  it('says which setting is missing when no live proof was made', async () => {
    const { card, inCard } = await renderCard([
      {
        ...unknown,
        verification: {
          ...unknown.verification!,
          noLiveProofReason:
            'No live proof was made: cluster prod-eu has no tokenRequestAccess.',
        },
      },
    ]);
    expect(await inCard.findByText('Unknown')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      'No live proof was made: cluster prod-eu has no tokenRequestAccess · Could not list pods',
    );
    expect(card).not.toHaveTextContent('Not proved yet');
  });

  it.each<[string, string | RegExp, Partial<Verification>]>([
    ['Checks pass', 'Not proved yet', { liveProof: null }],
    [
      'Proved before the last change',
      /Proved by token exchange \d+ min ago \(before the last change of Trust policy\)/,
      { liveProof: { ...proved, changedSince: ['trust-policy'] } },
    ],
    [
      'Settling',
      'Settling until',
      {
        status: 'unknown',
        checks: [
          {
            ...broken.verification!.checks[5],
            result: 'unknown',
            remediation: null,
          },
        ],
        settling: { until: '2026-11-20T12:31:00.000Z' },
      },
    ],
    [
      'Unknown',
      'Became unknown 2 h ago. AWS throttled iam:GetRole. Last known: checks passed, 3 h ago.',
      {
        status: 'unknown',
        unknown: {
          reason: 'AWS throttled iam:GetRole.',
          since: minutesAgo(120),
          lastKnown: { status: 'verified', at: minutesAgo(180) },
        },
      },
    ],
  ])('tells proof, health and use apart: %s', async (status, words, change) => {
    const { card, inCard } = await renderCard([
      { ...verified, verification: { ...verified.verification!, ...change } },
    ]);
    expect(await inCard.findByText(status)).toBeInTheDocument();
    expect(card).toHaveTextContent(words);
    expect(card).toHaveTextContent('4 of 4 pods use the role');
    expect(inCard.queryByText('Verified')).not.toBeInTheDocument();
  });

  it('says when there is neither role nor verification yet', async () => {
    const { card, inCard } = await renderCard([unverified]);
    expect(await inCard.findByText('Not verified')).toBeInTheDocument();
    expect(card).toHaveTextContent('No role yet');
    expect(card).toHaveTextContent('Not in use');
    expect(card).not.toHaveTextContent('Checked');
  });

  it('shows several accounts, the worst first, under the worst status', async () => {
    const { inCard } = await renderCard([
      verified,
      degraded,
      broken,
      unknown,
      unverified,
    ]);
    const list = await inCard.findByRole('list', {
      name: 'IAM service accounts',
    });
    expect(
      within(list)
        .getAllByRole('heading')
        .map(heading => heading.textContent),
    ).toEqual([
      'prod-eu · production/shipping',
      'prod-eu · production/reports',
      'prod-eu · production/billing',
      'prod-eu · production/invoices',
      'prod-eu · production/orders',
    ]);
    expect(inCard.getAllByText('Broken')).toHaveLength(2);
  });

  it.each([
    [true, '/aws-access/permissions'],
    [false, undefined],
  ])('leads to the tab when there is one: %s', async (withTab, href) => {
    const { inCard } = await renderCard([verified], { withTab });
    await inCard.findByText('Verified');
    const link = inCard.queryByRole('link', { name: 'See all permissions' });
    expect(link?.getAttribute('href')).toBe(href);
  });

  it.each([
    [
      true,
      '/aws-access/permissions?service-account=prod-eu%2Fproduction%2Fbilling',
    ],
    [false, undefined],
  ])('leads from the risk to all findings: %s', async (withTab, href) => {
    const { inCard } = await renderCard([degraded], { withTab });
    await inCard.findByText('Degraded');
    const link = inCard.queryByRole('link', { name: '→ 2 findings' });
    expect(link?.getAttribute('href')).toBe(href);
  });

  it('offers to fix by a plan what that resolves, and nothing beside it', async () => {
    const { inCard } = await renderCard([
      { ...broken, drift: trustPlan.steps.slice(0, 1) },
    ]);
    expect(
      await inCard.findByRole('button', { name: 'Fix…' }),
    ).toBeInTheDocument();
    expect(
      inCard.queryByRole('button', { name: 'Reconcile…' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    [true, '/aws-access?service-account=prod-eu%2Fproduction%2Fshipping#chain'],
    [false, undefined],
  ])('leads from a finding to the chain: %s', async (withTab, href) => {
    const { inCard } = await renderCard([broken], { withTab });
    await inCard.findByText('Broken');
    const link = inCard.queryByRole('link', { name: /^See the chain/ });
    expect(link?.getAttribute('href')).toBe(href);
  });

  it('leads its owners to the template that changes it', async () => {
    const { inCard } = await renderCard([verified]);
    expect(
      await inCard.findByRole('link', { name: 'Change AWS access' }),
    ).toHaveAttribute(
      'href',
      '/create/templates/default/add-aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
    );
  });

  describe('without an account', () => {
    it('offers the template', async () => {
      const { inCard } = await renderCard([]);
      expect(
        await inCard.findByText('This component has no AWS access yet.'),
      ).toBeInTheDocument();
      expect(
        await inCard.findByRole('link', { name: 'Add AWS access' }),
      ).toHaveAttribute(
        'href',
        '/create/templates/default/add-aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
      );
      expect(inCard.queryByRole('button', VERIFY)).not.toBeInTheDocument();
    });

    it('offers the template that the app names', async () => {
      const { inCard } = await renderCard([], {
        config: [
          {
            'entity-card:irsa/access': {
              config: { template: 'template:platform/aws-access' },
            },
          },
        ],
      });
      expect(
        await inCard.findByRole('link', { name: 'Add AWS access' }),
      ).toHaveAttribute(
        'href',
        '/create/templates/platform/aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
      );
    });

    it('offers no template when the app says so', async () => {
      const { inCard } = await renderCard([], {
        bindings: { 'irsa.template': false },
      });
      expect(
        await inCard.findByText('This component has no AWS access yet.'),
      ).toBeInTheDocument();
      // Who the reader is comes a moment later.
      await act(async () => {});
      expect(inCard.queryByRole('link')).not.toBeInTheDocument();
    });

    it('says so when the catalog names one that is not known', async () => {
      const { card, inCard } = await renderCard([], {
        annotation: 'prod-eu/production/orders',
      });
      expect(
        await inCard.findByText(/no scan has found it yet/),
      ).toBeInTheDocument();
      expect(card).toHaveTextContent('prod-eu/production/orders');
      expect(inCard.queryByRole('link')).not.toBeInTheDocument();
    });

    it('says so when the annotation is no reference', async () => {
      const { inCard } = await renderCard([], {
        annotation: 'production/orders',
      });
      expect(
        await inCard.findByText(
          'The annotation backstage-irsa.dev/service-account names production/orders. It must be <cluster>/<namespace>/<name>.',
        ),
      ).toBeInTheDocument();
    });
  });

  describe('when it cannot be read', () => {
    it.each([
      [
        failure(403, 'NotAllowedError', 'Permission denied'),
        'No permission to read the AWS access of this component: Permission denied',
      ],
      [
        failure(404, 'NotFoundError', 'No such entity'),
        'The irsa backend does not know this component: No such entity',
      ],
      [
        failure(503, 'ServiceUnavailableError', 'The database is down'),
        'The irsa backend answered: The database is down',
      ],
    ])('says why: %#', async (response, words) => {
      const { inCard } = await renderCard([], { override: () => response });
      const alert = await inCard.findByRole('alert');
      expect(alert).toHaveTextContent('Could not read AWS access');
      expect(alert).toHaveTextContent(words);
    });

    it('can be tried again', async () => {
      let up = false;
      const { inCard } = await renderCard([verified], {
        override: () => {
          if (up) return undefined;
          throw new TypeError('Failed to fetch');
        },
      });
      expect(await inCard.findByRole('alert')).toHaveTextContent(
        'The irsa backend cannot be reached: Failed to fetch',
      );
      up = true;
      await userEvent.click(inCard.getByRole('button', { name: 'Try again' }));
      expect(await inCard.findByText('Verified')).toBeInTheDocument();
    });
  });

  describe('Verify now', () => {
    it('shows each step, asks for the live proof and then shows the new state', async () => {
      let account = broken;
      let finish = () => {};
      const { inCard, backend } = await renderCard([broken], {
        override: async path => {
          if (path.startsWith('/entities/')) return json({ items: [account] });
          await new Promise<void>(resolve => {
            finish = resolve;
          });
          account = { ...broken, verification: verified.verification };
          return json(account.verification);
        },
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));

      const steps = within(
        await inCard.findByRole('list', { name: 'Verification' }),
      ).getAllByRole('listitem');
      expect(steps.map(step => step.textContent)).toEqual([
        'prod-eu · production/shippingVerifying…',
      ]);
      expect(backend).toHaveBeenLastCalledWith(
        'http://localhost:7007/api/irsa/v1/service-accounts/broken/verifications',
        expect.objectContaining({ method: 'POST', body: '{"live":true}' }),
      );

      finish();
      expect(await inCard.findByText('Verified')).toBeInTheDocument();
      expect(inCard.queryByText('Broken')).not.toBeInTheDocument();
      expect(
        inCard.queryByRole('list', { name: 'Verification' }),
      ).not.toBeInTheDocument();
      expect(inCard.getByText('Verification finished.')).toBeInTheDocument();
    });

    it('stops when there were too many, and says when to come back', async () => {
      const { inCard, backend } = await renderCard([broken, degraded], {
        override: path =>
          path.endsWith('/verifications')
            ? failure(429, 'TooManyRequestsError', 'Limit reached', {
                'Retry-After': '40',
              })
            : undefined,
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));
      const list = await inCard.findByRole('list', { name: 'Verification' });
      await waitFor(() =>
        expect(
          within(list)
            .getAllByRole('listitem')
            .map(step => step.textContent),
        ).toEqual([
          'prod-eu · production/shippingToo many live proofs just now. Try again in 40 s.',
          'prod-eu · production/billingNot verified',
        ]),
      );
      const posts = backend.mock.calls.filter(
        ([, init]) => init?.method === 'POST',
      );
      expect(posts).toHaveLength(1);

      await userEvent.click(inCard.getByRole('button', { name: 'Close' }));
      expect(
        inCard.queryByRole('list', { name: 'Verification' }),
      ).not.toBeInTheDocument();
    });

    it.each([
      [403, 'NotAllowedError', 'No permission to verify it: Because.'],
      [500, 'Error', 'The verification failed: Because.'],
    ])('says why it failed with %i', async (status, name, words) => {
      const { inCard } = await renderCard([verified], {
        override: path =>
          path.endsWith('/verifications')
            ? failure(status, name, 'Because.')
            : undefined,
      });
      await userEvent.click(await inCard.findByRole('button', VERIFY));
      expect(await inCard.findByText(words)).toBeInTheDocument();
    });
  });

  it.each([
    ['Copy prod-eu/production/billing', 'prod-eu/production/billing'],
    [
      'Copy the ARN of billing-20c1',
      'arn:aws:iam::111122223333:role/backstage/billing-20c1',
    ],
    [
      'Copy command 1',
      'kubectl --context prod-eu -n production rollout restart deployment/billing',
    ],
  ])('%s', async (name, text) => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    const { inCard } = await renderCard([degraded]);
    await user.click(await inCard.findByText('1 command'));
    await user.click(await inCard.findByRole('button', { name }));
    expect(writeText).toHaveBeenCalledWith(text);
    expect(inCard.getByText('Copied')).toBeInTheDocument();
  });

  it('says so when the browser does not allow copying', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new DOMException('Denied', 'NotAllowedError'));
    const { inCard } = await renderCard([verified]);
    await user.click(
      await inCard.findByRole('button', { name: /Copy the ARN/ }),
    );
    expect(
      inCard.getByText('The browser did not allow copying'),
    ).toBeInTheDocument();
  });

  it.each([
    ['Component', true],
    ['API', false],
  ])('is for a %s: %s', (kind, shown) => {
    const card = createExtensionTester(
      irsaPlugin.getExtension('entity-card:irsa/access'),
    );
    const filter = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(filter?.({ ...component('orders'), kind })).toBe(shown);
  });
});
