import {
  createExtensionTester,
  mockApis,
} from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import irsaPlugin from '../..';
import { component } from '../../../dev/fixtures/entities';
import { failure, json } from '../../../dev/fixtures/irsaBackend';
import { limited, LAYERS } from '../../../dev/fixtures/permissions';
import {
  degraded,
  unknown,
  unverified,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../__testUtils__/renderTab';

const renderTab = tabReading('permissions');

describe('EntityAccessContent', () => {
  it('shows a skeleton while it loads', async () => {
    renderTab([], { override: () => new Promise(() => {}) });
    expect(await screen.findByText('Reading the permissions…')).toHaveAttribute(
      'role',
      'status',
    );
  });

  it('shows the account, its role, and the limits of the result', async () => {
    renderTab([verified]);
    expect(
      await screen.findByRole('heading', {
        name: 'prod-eu · production/orders',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /orders-7f3a.*new tab/ }),
    ).toBeInTheDocument();
    const permissions = await section('Permissions');
    expect(
      permissions.getByText(
        "Allowed by the role's policies; organization policies not read",
      ),
    ).toBeInTheDocument();
    expect(permissions.getByText(/^\d+ min ago$/)).toHaveAttribute(
      'datetime',
      limited.checkedAt,
    );
  });

  it('says which layer was not read, and why', async () => {
    renderTab([verified]);
    const permissions = await section('Permissions');
    await userEvent.click(
      permissions.getByRole('button', { name: 'What was read' }),
    );
    const layers = within(
      permissions.getByRole('list', { name: 'Layers of policies' }),
    ).getAllByRole('listitem');
    expect(layers.map(layer => layer.textContent)).toEqual([
      "the role's policies: read",
      'permissions boundary: there are none',
      `service control policies (SCPs): not read – ${LAYERS[2].reason}`,
      `resource control policies (RCPs): not read – ${LAYERS[3].reason}`,
    ]);
  });

  it('says that an action is allowed, without caveats, when every layer was read', async () => {
    const layers = LAYERS.map(({ layer }) => ({
      layer,
      state: 'read' as const,
    }));
    renderTab([verified], {
      permissions: { verified: { ...limited, layers } },
    });
    expect(
      await screen.findByText(/of the role and the organization were read/),
    ).toBeInTheDocument();
  });

  it('says which permission is missing when nothing could be read', async () => {
    renderTab([unknown]);
    const permissions = await section('Permissions');
    expect(
      permissions.getByText(/Could not read the role's policies/),
    ).toBeInTheDocument();
    expect(
      permissions.getByText(/iam:ListAttachedRolePolicies on reports-c0de/),
    ).toBeVisible();
    expect(
      permissions.queryByText('The role has no permissions.'),
    ).not.toBeInTheDocument();
  });

  it('says that the role does not exist', async () => {
    const identity = {
      layer: 'identity' as const,
      state: 'absent' as const,
      reason: 'The ServiceAccount has no role.',
    };
    renderTab([verified], {
      permissions: {
        verified: {
          ...limited,
          services: [],
          policies: [],
          layers: [identity],
        },
      },
    });
    const permissions = await section('Permissions');
    expect(
      permissions.getByText(/The role does not exist/),
    ).toBeInTheDocument();
    expect(
      permissions.getByText(/The ServiceAccount has no role/),
    ).toBeVisible();
    expect(
      permissions.queryByRole('heading', { level: 4, name: 'Risks' }),
    ).not.toBeInTheDocument();
  });

  it('says that a role has no permissions', async () => {
    renderTab([verified], {
      permissions: {
        verified: { ...limited, services: [], policies: [], risks: [] },
      },
    });
    const permissions = await section('Permissions');
    expect(
      permissions.getByText('The role has no permissions.'),
    ).toBeInTheDocument();
    expect(
      permissions.getByText('No risks were found in these policies.'),
    ).toBeInTheDocument();
  });

  it('names the actions that are missing from the action catalog', async () => {
    renderTab([degraded]);
    expect(await screen.findByText(/s3:PutObjekt/)).toBeInTheDocument();
  });

  it('offers the template to a component without an account', async () => {
    renderTab([]);
    expect(
      await screen.findByRole('link', { name: 'Add AWS access' }),
    ).toHaveAttribute(
      'href',
      '/create/templates/default/add-aws-access?formData=%7B%22component%22%3A%22component%3Adefault%2Forders%22%7D',
    );
  });

  it('offers no verification without permission to verify', async () => {
    const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
    renderTab([{ ...verified, id: 'not-mine' }], {
      authorize,
      permissions: { 'not-mine': limited },
    });
    await section('Permissions');
    const permission = expect.objectContaining({
      name: 'irsa.service-account.verify',
    });
    await waitFor(() =>
      expect(authorize).toHaveBeenCalledWith(
        expect.objectContaining({ permission }),
      ),
    );
    await act(async () => {});
    expect(
      screen.queryByRole('button', { name: 'Verify now' }),
    ).not.toBeInTheDocument();
  });

  it('offers no template to readers who do not own the component', async () => {
    renderTab([], { ownership: [] });
    expect(
      await screen.findByText('Only component owners can add AWS access.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Add AWS access' }),
    ).not.toBeInTheDocument();
  });

  it('offers to verify what could not be verified at first, and then shows the result', async () => {
    let isVerified = false;
    renderTab([unverified], {
      override: (path, method) => {
        if (path.startsWith('/entities/') && method === 'POST') {
          return failure(429, 'TooManyRequestsError', 'Try again later.');
        }
        if (path.endsWith('/verifications') && method === 'POST') {
          isVerified = true;
          return json(verified.verification);
        }
        if (path.startsWith('/entities/')) {
          return json({ items: [isVerified ? verified : unverified] });
        }
        return undefined;
      },
    });
    expect(
      await screen.findByText(
        /Permissions are unknown until the first verification/,
      ),
    ).toBeInTheDocument();
    const [verify] = await screen.findAllByRole('button', {
      name: 'Verify now',
    });
    await userEvent.click(verify);
    expect(
      await screen.findByRole('region', { name: 'Permissions' }),
    ).toBeInTheDocument();
  });

  it('reloads the permissions after a verification', async () => {
    const backend = renderTab([verified]);
    await section('Permissions');
    const asked = () =>
      backend.mock.calls.filter(([url]) => String(url).endsWith('/permissions'))
        .length;
    expect(asked()).toBe(1);
    await userEvent.click(screen.getByRole('button', { name: 'Verify now' }));
    await waitFor(() => expect(asked()).toBeGreaterThan(1));
    await section('Permissions');
  });

  describe('with several accounts', () => {
    it('shows the worst one first and keeps another selection in the URL', async () => {
      const user = userEvent.setup();
      renderTab([verified, degraded]);
      expect(
        await screen.findByRole('heading', {
          name: 'prod-eu · production/billing',
        }),
      ).toBeInTheDocument();
      await user.click(
        screen.getByRole('button', { name: /IAM service account/ }),
      );
      await user.click(
        await screen.findByRole('option', {
          name: 'prod-eu · production/orders',
        }),
      );
      expect(
        await screen.findByRole('heading', {
          name: 'prod-eu · production/orders',
        }),
      ).toBeInTheDocument();
    });

    it('shows the one that the URL names', async () => {
      renderTab([verified, degraded], {
        initialRoute: '/permissions?service-account=prod-eu/production/orders',
      });
      expect(
        await screen.findByRole('heading', {
          name: 'prod-eu · production/orders',
        }),
      ).toBeInTheDocument();
    });
  });

  describe('when the access cannot be read', () => {
    it.each([
      ['/entities/', 'Could not read AWS access'],
      [
        '/service-accounts/verified/permissions',
        'Could not read the permissions',
      ],
    ])('shows the reason and can be retried: %s', async (start, title) => {
      let isUp = false;
      renderTab([verified], {
        override: path =>
          !isUp && path.startsWith(start)
            ? failure(403, 'NotAllowedError', 'irsa.service-account.read')
            : undefined,
      });
      const alert = await screen.findByRole('alert');
      expect(alert).toHaveTextContent(title);
      expect(alert).toHaveTextContent('irsa.service-account.read');
      isUp = true;
      await userEvent.click(
        within(alert).getByRole('button', { name: 'Try again' }),
      );
      await section('Permissions');
      expect(screen.getByTestId('access-tab')).toContainElement(
        document.activeElement as HTMLElement,
      );
    });
  });

  it.each([
    ['Component', true],
    ['API', false],
  ])('is available for kind %s: %s', (kind, shown) => {
    const content = createExtensionTester(
      irsaPlugin.getExtension('entity-content:irsa/access'),
      { apis: [mockApis.translation()] },
    );
    const filter = content.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.({ ...component('orders'), kind })).toBe(shown);
  });
});
