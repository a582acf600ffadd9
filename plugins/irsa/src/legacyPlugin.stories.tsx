import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { emptyFleet } from '../dev/fixtures/governance/fleets';
import { component } from '../dev/fixtures/entities';
import { irsaBackend } from '../dev/fixtures/irsaBackend';
import { verified } from '../dev/fixtures/serviceAccounts';
import { limited } from '../dev/fixtures/permissions';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  IrsaClient,
  irsaWavePermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  EntityIrsaCard,
  EntityIrsaContent,
  IrsaPage,
  irsaApiRef,
  irsaPlugin,
} from './legacy';

describe('the plugin for the old frontend system', () => {
  it('provides the client as its API', () => {
    expect([...irsaPlugin.getApis()].map(({ api }) => api)).toEqual([
      irsaApiRef,
    ]);
  });

  it('shows the card on an entity page', async () => {
    const client = new IrsaClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      fetchApi: { fetch: irsaBackend({ accounts: { orders: [verified] } }) },
    });
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [irsaApiRef, client],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={component('orders')}>
          <EntityIrsaCard />
        </EntityProvider>
      </TestApiProvider>,
    );
    const card = await screen.findByRole('region', { name: 'AWS access' });
    expect(await within(card).findByText('Verified')).toBeInTheDocument();
  });

  it('links the card to the tab', async () => {
    const client = new IrsaClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      fetchApi: {
        fetch: irsaBackend({
          accounts: { orders: [verified] },
          permissions: { verified: limited },
        }),
      },
    });
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [irsaApiRef, client],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <Routes>
          <Route
            path="/aws-access/*"
            element={
              <EntityProvider entity={component('orders')}>
                <EntityIrsaContent />
              </EntityProvider>
            }
          />
          <Route
            path="/"
            element={
              <EntityProvider entity={component('orders')}>
                <EntityIrsaCard />
              </EntityProvider>
            }
          />
        </Routes>
      </TestApiProvider>,
    );
    await userEvent.click(
      await screen.findByRole('link', { name: 'See all permissions' }),
    );
    expect(
      await screen.findByRole('region', { name: 'Permissions' }),
    ).toBeInTheDocument();
  });

  it('offers no template when the app has no scaffolder', async () => {
    const client = new IrsaClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      fetchApi: { fetch: irsaBackend({}) },
    });
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [irsaApiRef, client],
          [permissionApiRef, mockApis.permission()],
        ]}
      >
        <EntityProvider entity={component('orders')}>
          <EntityIrsaCard />
        </EntityProvider>
      </TestApiProvider>,
    );
    expect(
      await screen.findByText(
        'This component has no AWS access that you can read.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /AWS access/ }),
    ).not.toBeInTheDocument();
  });

  it('has the fleet page, which starts at its first tab, and the tab of waves only for users who may run them', async () => {
    const client = new IrsaClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      fetchApi: { fetch: irsaBackend({ fleet: emptyFleet }) },
    });
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [irsaApiRef, client],
          [catalogApiRef, catalogApiMock()],
          [
            permissionApiRef,
            mockApis.permission({
              authorize: ({ permission: { name } }) =>
                name === irsaWavePermission.name
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            }),
          ],
        ]}
      >
        <Routes>
          <Route path="/irsa/*" element={<IrsaPage />} />
        </Routes>
      </TestApiProvider>,
      {
        routeEntries: ['/irsa'],
        mountedRoutes: {
          '/irsa': irsaPlugin.routes.root,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(await screen.findByRole('tab', { name: 'Migration' })).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Waves' })).toBeNull();
    expect(
      await screen.findByText(/^No scan has finished yet/),
    ).toBeInTheDocument();
  });
});
