import { mockApis } from '@backstage/frontend-test-utils';
import {
  type FrontendFeature,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { checks } from '../../dev/fixtures/checks';
import type { FleetState } from '../../dev/fixtures/governance/details';
import { fleetOf } from '../../dev/fixtures/governance/fleets';
import {
  irsaBackend,
  type IrsaBackendState,
} from '../../dev/fixtures/irsaBackend';
import { actions } from '../../dev/fixtures/permissions';
import { renderApp } from './renderApp';

/** The entity pages of the catalog. */
export const entityPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <></>,
  },
});

/** Returns a fleet with a few objects of each kind. */
export function smallFleet(accounts = 5): FleetState {
  return fleetOf({
    serviceAccounts: accounts,
    workloads: 5,
    findings: 6,
    roles: 5,
  });
}

/** Renders the fleet page. The real client sends its requests to a mock backend. Returns the requests that the backend received. */
export function renderFleet(
  route: string,
  options: IrsaBackendState & {
    entities?: Entity[];
    /** The features to add beside this plugin. */
    features?: FrontendFeature[];
    config?: JsonObject;
    /** The ownership references of the user. */
    ownership?: string[];
    /** The permission policy. By default, everything is allowed. */
    authorize?: (
      request: EvaluatePermissionRequest,
    ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const { authorize, entities, features, config, ownership, ...state } =
    options;
  const backend = jest.fn(
    irsaBackend({ fleet: smallFleet(), checks, actions, ...state }),
  );
  renderApp(backend, {
    features,
    extensions: [entityPage],
    config,
    initialRouteEntries: [route],
    apis: [
      mockApis.permission({ authorize }),
      mockApis.identity({ ownershipEntityRefs: ownership }),
      catalogApiMock({ entities }),
    ],
  });
  /** Returns the requested paths and queries, such as `/roles?limit=20`. */
  const asked = () =>
    backend.mock.calls.map(([input]) =>
      String(input instanceof Request ? input.url : input).replace(
        /^.*\/api\/irsa\/v1/,
        '',
      ),
    );
  return { backend, asked };
}

/** The timeout for the first render of a test file, which loads the lazy parts of the app and the plugin. */
export const FIRST_RENDER = { timeout: 20_000 };

/** Returns a table of the fleet after its rows have loaded. Before that, the page shows a placeholder. */
export async function findTable(name: string): Promise<HTMLElement> {
  await screen.findAllByText(/^\d+ to \d+ of/, undefined, FIRST_RENDER);
  return screen.getByRole('grid', { name });
}
