import { createSpecializedApp, type AppIcons } from '@backstage/core-app-api';
import { errorApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { MockErrorApi, TestApiProvider } from '@backstage/test-utils';
import { render, screen, within } from '@testing-library/react';
import { BrowserRouter } from 'react-router-dom';
import { component, OWNER } from '../dev/fixtures/entities';
import { irsaBackend } from '../dev/fixtures/irsaBackend';
import { verified } from '../dev/fixtures/serviceAccounts';
import { germanModule, IN_GERMAN } from './__testUtils__/german';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from './__testUtils__/renderFleet';
import { testPlugin } from './__testUtils__/testPlugin';
import {
  EntityIrsaCard,
  IrsaClient,
  irsaApiRef,
  irsaTranslations,
} from './legacy';

const backend = irsaBackend({ accounts: { orders: [verified] } });

/** The card, once it shows what was read. */
async function findCard() {
  const card = await screen.findByRole(
    'region',
    { name: 'AWS-Zugriff' },
    FIRST_RENDER,
  );
  await within(card).findByText('Verifiziert');
  return card;
}

const SAYS = /lesen.*Durch Token-Tausch nachgewiesen vor \d/;

describe('in German', () => {
  afterEach(() => window.localStorage.clear());

  it('is the card', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: component('orders') })],
      features: [testPlugin, scaffolderPlugin, germanModule],
      config: {
        app: {
          extensions: [{ 'entity-content:irsa/access': false }, IN_GERMAN],
        },
      },
      apis: [
        mockApis.fetch({ baseImplementation: backend }),
        mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
        mockApis.identity({ ownershipEntityRefs: [OWNER] }),
      ],
    });
    expect(await findCard()).toHaveTextContent(SAYS);
  });

  it('is the card in an app of the old frontend system', async () => {
    // Where the app keeps what was chosen in its settings.
    window.localStorage.setItem('language', 'de');
    const client = new IrsaClient({
      discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      fetchApi: { fetch: backend },
    });
    const app = createSpecializedApp({
      components: {
        NotFoundErrorPage: () => null,
        BootErrorPage: () => null,
        ErrorBoundaryFallback: () => null,
        Progress: () => null,
        Router: BrowserRouter,
      },
      // None is shown.
      icons: {} as AppIcons,
      themes: [
        {
          id: 'light',
          title: 'Light',
          variant: 'light',
          Provider: ({ children }) => <>{children}</>,
        },
      ],
      configLoader: async () => [],
      __experimentalTranslations: {
        availableLanguages: ['en', 'de'],
        resources: [irsaTranslations],
      },
    });
    const AppProvider = app.getProvider();
    const AppRouter = app.getRouter();
    render(
      <AppProvider>
        <AppRouter>
          <TestApiProvider
            apis={[
              [irsaApiRef, client],
              [permissionApiRef, mockApis.permission()],
              [errorApiRef, new MockErrorApi()],
            ]}
          >
            <EntityProvider entity={component('orders')}>
              <EntityIrsaCard />
            </EntityProvider>
          </TestApiProvider>
        </AppRouter>
      </AppProvider>,
    );
    expect(await findCard()).toHaveTextContent(SAYS);
  });

  it('are numbers and times', async () => {
    const fleet = smallFleet(1);
    renderFleet('/irsa/service-accounts', {
      fleet: {
        ...fleet,
        serviceAccounts: fleet.serviceAccounts.map(account => ({
          ...account,
          pods: 1234,
          checkedAt: '2020-05-01T12:00:00Z',
        })),
      },
      isGerman: true,
    });
    expect(
      await screen.findByText('1.234', undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(screen.getByText(/^vor \d+ Tagen$/)).toHaveAttribute(
      'title',
      expect.stringMatching(/^01\.05\.2020, /),
    );
  });
});
