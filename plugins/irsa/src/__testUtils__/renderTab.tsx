import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import type {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { mockApis } from '@backstage/frontend-test-utils';
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
import { renderApp } from './renderApp';

/** The data for every test. Each test adds its own plans, histories, and other operations. */
const KNOWN: IrsaBackendState = {
  permissions: company.permissions,
  checks: company.checks,
  chainOf: company.chainOf,
  diagnose: company.diagnose,
  simulate: company.simulate,
  lastAccessed: company.lastAccessed,
  actions: company.actions,
};

/** The paths from which the sections load their data. */
const READS = {
  chain: /\/chain$/,
  history: /\/verifications$/,
  permissions: /\/permissions$/,
};

type Read = keyof typeof READS;

/** The path of the tab. */
const PAGE = '/orders';

/** The path of the sub-tab that shows the data. */
const SHOWN_AT: Record<Read, string> = {
  chain: '/',
  history: '/history',
  permissions: '/permissions',
};

interface Options extends Omit<IrsaBackendState, 'accounts'> {
  /** The path below the tab. */
  initialRoute?: string;
  /** The signals API of the app. Without it, the app has no signals plugin. */
  signals?: SignalApi;
  /** The ownership references of the user. By default, the user owns the component. */
  ownership?: string[];
  /** The permission policy. By default, everything is allowed. */
  authorize?: (
    request: EvaluatePermissionRequest,
  ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}

/**
 * Returns a function that renders the tab of a component with accounts, at the sub-tab of the first name. The real client sends its requests to a
 * mock backend. Sections that are not named stay skeletons, which render faster.
 */
export function tabReading(...reads: Read[]) {
  const waits = Object.entries(READS).filter(
    ([name]) => !reads.includes(name as Read),
  );
  return (accounts: readonly IamServiceAccount[], options: Options = {}) => {
    const {
      initialRoute = SHOWN_AT[reads[0] ?? 'chain'],
      override,
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
        override: (path, method) =>
          method === 'GET' && waits.some(([, read]) => read.test(path))
            ? new Promise(() => {})
            : override?.(path, method),
      }),
    );
    const annotation = accounts.map(formatServiceAccountRef).join(',');
    renderApp(backend, {
      extensions: [
        createTestEntityPage({ entity: component('orders', annotation) }),
      ],
      features: [scaffolderPlugin],
      config: {
        app: {
          extensions: [
            { 'entity-card:irsa/access': false },
            // A page at the root path has no subpaths.
            { 'page:test/test-entity': { config: { path: PAGE } } },
          ],
        },
      },
      initialRouteEntries: [`${PAGE}${initialRoute}`],
      apis: [
        mockApis.identity({ ownershipEntityRefs: ownership }),
        mockApis.permission({ authorize }),
        ...(signals ? [[signalApiRef, signals] as const] : []),
      ],
    });
    return backend;
  };
}

/** Renders the whole tab, at first with the chain. */
export const renderTab = tabReading('chain', 'history', 'permissions');

// The first render of a file loads the lazy parts of app and plugin.
const FIRST_RENDER = { timeout: 20_000 };

/** Returns a section of the tab after it has rendered. */
export async function section(name: string) {
  return within(await screen.findByRole('region', { name }, FIRST_RENDER));
}
