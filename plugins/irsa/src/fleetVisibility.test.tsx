import { createApp } from '@backstage/frontend-defaults';
import appPlugin from '@backstage/plugin-app';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  irsaApprovalDecidePermission,
  irsaWavePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { render, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import irsaPlugin from '.';
import './features/fleet/findings/refusedAcceptance.stories';
import { IrsaPage, irsaPlugin as legacyPlugin } from './legacy';

/** Renders a complete app, which evaluates the policy before it renders its menu. */
function renderApp(isAllowed: (permission: string) => boolean) {
  window.history.pushState({}, '', '/irsa');
  const app = createApp({
    features: [
      appPlugin.withOverrides({
        extensions: [
          appPlugin.getExtension('sign-in-page:app').override({
            disabled: true,
          }),
          appPlugin.getExtension('api:app/permission').override({
            params: defineParams =>
              defineParams({
                api: permissionApiRef,
                deps: {},
                factory: () => ({
                  authorize: async ({ permission: { name } }) => ({
                    result: isAllowed(name)
                      ? AuthorizeResult.ALLOW
                      : AuthorizeResult.DENY,
                  }),
                }),
              }),
          }),
        ],
      }),
      irsaPlugin,
    ],
    advanced: {
      configLoader: async () => ({
        config: mockApis.config({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        }),
      }),
    },
  });
  render(app.createRoot());
}

const APP = { timeout: 30_000 };

describe('the fleet page in an app', () => {
  it('has a menu item for readers with its permission', async () => {
    renderApp(() => true);
    expect(
      await screen.findByRole('tab', { name: 'Service accounts' }, APP),
    ).toBeInTheDocument();
    const menu = within(
      screen.getByRole('navigation', { name: 'sidebar nav' }),
    );
    expect(menu.getByRole('link', { name: 'AWS access' })).toHaveAttribute(
      'href',
      '/irsa',
    );
  }, 60_000);

  it('shows approvers only the approvals', async () => {
    renderApp(name => name === irsaApprovalDecidePermission.name);
    expect(
      await screen.findByRole('tab', { name: 'Approvals' }, APP),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('tab')).toHaveLength(1);
  }, 60_000);

  it('has the tab of waves only for users who may run them', async () => {
    renderApp(name => name !== irsaWavePermission.name);
    expect(
      await screen.findByRole('tab', { name: 'Approvals' }, APP),
    ).toBeInTheDocument();
    expect(screen.queryByRole('tab', { name: 'Waves' })).toBeNull();
  }, 60_000);

  it('has no menu item for others, and says that they lack permission when they follow a link', async () => {
    renderApp(() => false);
    expect(
      await screen.findByText(
        "You don't have permission to view this page",
        undefined,
        APP,
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('irsa.governance.read')).toBeInTheDocument();
    const menu = within(
      screen.getByRole('navigation', { name: 'sidebar nav' }),
    );
    await waitFor(() =>
      expect(
        menu.queryByRole('link', { name: 'AWS access' }),
      ).not.toBeInTheDocument(),
    );
  }, 60_000);

  it('says the same in an app of the old frontend system', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [
            permissionApiRef,
            mockApis.permission({ authorize: AuthorizeResult.DENY }),
          ],
        ]}
      >
        <Routes>
          <Route path="/irsa/*" element={<IrsaPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/irsa/findings?owner=group:default/payments'],
        mountedRoutes: {
          '/irsa': legacyPlugin.routes.root,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByText("You don't have permission to view this page"),
    ).toBeInTheDocument();
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
    // The link from a notification leads to pages that the owner may see.
    expect(screen.getByRole('link', { name: 'payments' })).toHaveAttribute(
      'href',
      '/catalog/default/group/payments',
    );
  });
});
