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

/** Where the catalog has the pages of entities. */
export const entityPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <></>,
  },
});

/** A fleet of a few of each. */
export function smallFleet(accounts = 5): FleetState {
  return fleetOf({
    serviceAccounts: accounts,
    workloads: 5,
    findings: 6,
    roles: 5,
  });
}

/** Renders the page of the fleet, before the real client with a stand-in of the backend. Answers with what that was asked. */
export function renderFleet(
  route: string,
  options: IrsaBackendState & {
    entities?: Entity[];
    /** Beside our plugin. */
    features?: FrontendFeature[];
    config?: JsonObject;
    /** What the permission policy says; everything is allowed without. */
    authorize?: (
      request: EvaluatePermissionRequest,
    ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const { authorize, entities, features, config, ...state } = options;
  const backend = jest.fn(
    irsaBackend({ fleet: smallFleet(), checks, actions, ...state }),
  );
  renderApp(backend, {
    features,
    extensions: [entityPage],
    config,
    initialRouteEntries: [route],
    apis: [mockApis.permission({ authorize }), catalogApiMock({ entities })],
  });
  /** The paths and queries that were asked for, such as `/roles?limit=20`. */
  const asked = () =>
    backend.mock.calls.map(([input]) =>
      String(input instanceof Request ? input.url : input).replace(
        /^.*\/api\/irsa\/v1/,
        '',
      ),
    );
  return { backend, asked };
}

/** The first render of a file loads the lazy parts of app and plugin. */
export const FIRST_RENDER = { timeout: 20_000 };

/** A table of the fleet, once its rows are read: until then another stands for it. */
export async function findTable(name: string): Promise<HTMLElement> {
  await screen.findAllByText(/^\d+ to \d+ of/, undefined, FIRST_RENDER);
  return screen.getByRole('grid', { name });
}
