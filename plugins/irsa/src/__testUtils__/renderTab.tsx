import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import type {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { screen, within } from '@testing-library/react';
import { company } from '../../dev/fixtures/company';
import { component, OWNER } from '../../dev/fixtures/entities';
import {
  irsaBackend,
  type IrsaBackendState,
} from '../../dev/fixtures/irsaBackend';
import { testPlugin } from './testPlugin';

/** What every test may ask; plans, histories and what else is done with an account are each test's own. */
const KNOWN: IrsaBackendState = {
  permissions: company.permissions,
  checks: company.checks,
  chainOf: company.chainOf,
  diagnose: company.diagnose,
  simulate: company.simulate,
  lastAccessed: company.lastAccessed,
  actions: company.actions,
};

/** Renders the tab of a component with these accounts, before the real client with a stand-in of the backend. */
export function renderTab(
  accounts: readonly IamServiceAccount[],
  options: Omit<IrsaBackendState, 'accounts'> & {
    initialRoute?: string;
    /** The signals of the app; without, it has no signals plugin. */
    signals?: SignalApi;
    /** Who the reader is; the owner of the component without. */
    ownership?: string[];
    /** What the permission policy says; everything is allowed without. */
    authorize?: (
      request: EvaluatePermissionRequest,
    ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const {
    initialRoute = '/',
    signals,
    ownership = [OWNER],
    authorize,
    ...state
  } = options;
  const backend = jest.fn(
    irsaBackend({
      ...KNOWN,
      ...state,
      accounts: { orders: accounts },
    }),
  );
  const annotation = accounts.map(formatServiceAccountRef).join(',');
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: component('orders', annotation) }),
    ],
    features: [testPlugin, scaffolderPlugin],
    config: { app: { extensions: [{ 'entity-card:irsa/access': false }] } },
    initialRouteEntries: [initialRoute],
    apis: [
      mockApis.fetch({ baseImplementation: backend }),
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      mockApis.identity({ ownershipEntityRefs: ownership }),
      mockApis.permission({ authorize }),
      ...(signals ? [[signalApiRef, signals] as const] : []),
    ],
  });
  return backend;
}

// The first render of a file loads the lazy parts of app and plugin.
const FIRST_RENDER = { timeout: 20_000 };

/** A section of the tab, once it is there. */
export async function section(name: string) {
  return within(await screen.findByRole('region', { name }, FIRST_RENDER));
}
