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

/** What the parts of a section are read from. */
const READS = {
  chain: /\/chain$/,
  history: /\/verifications$/,
  permissions: /\/permissions$/,
};

type Read = keyof typeof READS;

/** The address of the tab. */
const PAGE = '/orders';

/** The sub-tab that shows what was read. */
const SHOWN_AT: Record<Read, string> = {
  chain: '/',
  history: '/history',
  permissions: '/permissions',
};

interface Options extends Omit<IrsaBackendState, 'accounts'> {
  /** Below the tab. */
  initialRoute?: string;
  /** The signals of the app; without, it has no signals plugin. */
  signals?: SignalApi;
  /** Who the reader is; the owner of the component without. */
  ownership?: string[];
  /** What the permission policy says; everything is allowed without. */
  authorize?: (
    request: EvaluatePermissionRequest,
  ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}

/**
 * Renders the tab of a component with accounts at the sub-tab that shows the first of what is named here, before the real client with a stand-in of
 * the backend. Of what is not named it shows the shape of what is coming, which takes less time to draw.
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
            // A page at the root has no addresses below it.
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

/** Renders the whole tab, with the chain at first. */
export const renderTab = tabReading('chain', 'history', 'permissions');

// The first render of a file loads the lazy parts of app and plugin.
const FIRST_RENDER = { timeout: 20_000 };

/** A section of the tab, once it is there. */
export async function section(name: string) {
  return within(await screen.findByRole('region', { name }, FIRST_RENDER));
}
