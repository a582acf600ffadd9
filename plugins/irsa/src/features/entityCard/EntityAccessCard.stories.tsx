import type { Verification } from '@backstage-irsa/core/model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import irsaPlugin from '../..';
import { renderCard } from '../../__testUtils__/renderCard';
import { component } from '../../../dev/fixtures/entities';
import { failure, json } from '../../../dev/fixtures/irsaBackend';
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

describe('EntityAccessCard', () => {
  it('requests the access of the current entity', async () => {
    const { backend } = await renderCard([verified]);
    expect(backend).toHaveBeenCalledWith(
      'http://localhost:7007/api/irsa/v1/entities/component/default/orders/service-accounts',
      expect.anything(),
    );
  });

  it('verifies an unverified account once and shows the result', async () => {
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

  it('shows an unverified account as not verified when it cannot be verified', async () => {
    const { inCard } = await renderCard([unverified], {
      override: path =>
        path.endsWith('/orders/verifications')
          ? failure(403, 'NotAllowedError', 'Not given to you.')
          : undefined,
    });
    expect(await inCard.findByText('Not verified')).toBeInTheDocument();
    expect(inCard.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows a skeleton while it loads', async () => {
    const { inCard } = await renderCard([], {
      override: () => new Promise(() => {}),
    });
    expect(await inCard.findByText('Reading AWS access…')).toBeInTheDocument();
    expect(inCard.queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows the drift and lets the owner reconcile it', async () => {
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

  it('shows the account, its permissions, and the evidence', async () => {
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

  it('shows rows with the same first resources', async () => {
    const complain = jest.spyOn(console, 'error').mockImplementation(() => {});
    const topics = ['a', 'b', 'c', 'd'].map(
      name => `arn:aws:sns:eu-west-1:111122223333:${name}`,
    );
    const [service] = verified.permissions!.services;
    const levels = [
      { ...service.levels[0], resources: topics.slice(0, 3) },
      { ...service.levels[0], resources: [...topics.slice(0, 2), topics[3]] },
    ];
    const { inCard } = await renderCard([
      {
        ...verified,
        permissions: {
          ...verified.permissions!,
          services: [{ ...service, levels }],
        },
      },
    ]);
    const list = await inCard.findByRole('list', { name: 'Permissions' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(complain.mock.calls.join()).not.toContain('same key');
    complain.mockRestore();
  });

  it('names the broken link and the fix, and says that AWS refused the token', async () => {
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
    // Unchanged lines are left out, and the commands are collapsed.
    expect(diff).not.toHaveTextContent('Version');
    expect(card).not.toHaveTextContent('update-assume-role-policy');
    await userEvent.click(inCard.getByText(/^\d commands?$/));
    const commands = within(
      await inCard.findByRole('list', { name: 'Fix commands' }),
    ).getAllByRole('listitem');
    expect(commands[0]).toHaveTextContent(
      /^aws --profile 111122223333 --region eu-west-1 iam update-assume-role-policy/,
    );
    expect(card).not.toHaveTextContent('Skipped until');
    expect(card).toHaveTextContent(
      /AWS refused the token \d+ min ago: Not authorized to perform sts:AssumeRoleWithWebIdentity/,
    );
  });

  it('shows the warning, the most severe risk, and the pods that lack the role', async () => {
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

  it('says what could not be read and which permission is missing', async () => {
    const { card, inCard } = await renderCard([unknown]);
    expect(await inCard.findByText('Unknown')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      'The role could not be read: the backend lacks iam:GetRole on it. (inferred)',
    );
    expect(card).toHaveTextContent(
      'Permissions unknown. The policies of the role: iam:ListAttachedRolePolicies is missing.',
    );
    expect(card).not.toHaveTextContent('The role has no permissions.');
    expect(card).toHaveTextContent('Not proved yet · Could not list pods');
  });

  it('names the missing setting when no live proof was made', async () => {
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
          reason: 'AWS throttled `iam:GetRole`.',
          since: minutesAgo(120),
          lastKnown: { status: 'verified', at: minutesAgo(180) },
        },
      },
    ],
  ])('separates proof, health, and use: %s', async (status, words, change) => {
    const { card, inCard } = await renderCard([
      { ...verified, verification: { ...verified.verification!, ...change } },
    ]);
    expect(await inCard.findByText(status)).toBeInTheDocument();
    expect(card).toHaveTextContent(words);
    expect(card).toHaveTextContent('4 of 4 pods use the role');
    expect(inCard.queryByText('Verified')).not.toBeInTheDocument();
  });

  it('says that there is neither a role nor a verification yet', async () => {
    const { card, inCard } = await renderCard([unverified]);
    expect(await inCard.findByText('Not verified')).toBeInTheDocument();
    expect(card).toHaveTextContent(
      'No IAM role is known for this ServiceAccount.',
    );
    expect(card).toHaveTextContent('Not in use');
    expect(card).not.toHaveTextContent('Checked');
  });

  it.each([
    ['pass', 'The role has no permissions.', 'The role does not exist.'],
    ['fail', 'The role does not exist.', 'The role has no permissions.'],
  ] as const)(
    'distinguishes a role without permissions from a missing role: %s',
    async (result, said, unsaid) => {
      const { verification } = verified;
      const [check] = verification!.checks;
      const { card, inCard } = await renderCard([
        {
          ...verified,
          permissions: { services: [], risks: [] },
          verification: {
            ...verification!,
            checks: [{ ...check, id: 'role-exists', result }],
          },
        },
      ]);
      expect(await inCard.findByText(said)).toBeInTheDocument();
      expect(card).not.toHaveTextContent(unsaid);
    },
  );

  it('says nothing about permissions before the first verification', async () => {
    const { card, inCard } = await renderCard([
      { ...unverified, roleArn: verified.roleArn },
    ]);
    expect(await inCard.findByText('Not verified')).toBeInTheDocument();
    expect(card).not.toHaveTextContent('The role has no permissions.');
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
  ])('links to the tab if it exists: %s', async (withTab, href) => {
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
  ])('links the risk to all findings: %s', async (withTab, href) => {
    const { inCard } = await renderCard([degraded], { withTab });
    await inCard.findByText('Degraded');
    const link = inCard.queryByRole('link', { name: '→ 2 findings' });
    expect(link?.getAttribute('href')).toBe(href);
  });

  it('offers Fix instead of Reconcile when the plan fixes the broken link', async () => {
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
  ])('links a finding to the chain: %s', async (withTab, href) => {
    const { inCard } = await renderCard([broken], { withTab });
    await inCard.findByText('Broken');
    const link = inCard.queryByRole('link', { name: /^See the chain/ });
    expect(link?.getAttribute('href')).toBe(href);
  });

  it('links owners to the template that changes the access', async () => {
    const { inCard } = await renderCard([verified]);
    expect(
      await inCard.findByRole('link', { name: 'Change AWS access' }),
    ).toHaveAttribute(
      'href',
      '/create/templates/default/add-aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
    );
  });

  it.each([
    ['Component', true],
    ['API', false],
  ])('is shown for kind %s: %s', (kind, shown) => {
    const card = createExtensionTester(
      irsaPlugin.getExtension('entity-card:irsa/access'),
    );
    const filter = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(filter?.({ ...component('orders'), kind })).toBe(shown);
  });
});
