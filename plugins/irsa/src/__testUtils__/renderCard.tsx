import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { mockApis } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { JsonObject } from '@backstage/types';
import { screen, within } from '@testing-library/react';
import { component, OWNER } from '../../dev/fixtures/entities';
import {
  irsaBackend,
  type IrsaBackendState,
} from '../../dev/fixtures/irsaBackend';
import { renderApp } from './renderApp';

interface Options {
  annotation?: string;
  override?: IrsaBackendState['override'];
  config?: JsonObject[];
  bindings?: JsonObject;
  /** Whether the test page shows the tab below the card. */
  withTab?: boolean;
}

/** Renders the component page with the card, as the component's owner. */
export async function renderCard(
  accounts: IamServiceAccount[],
  {
    override,
    config = [],
    bindings = {},
    withTab = false,
    ...options
  }: Options = {},
) {
  const annotation =
    options.annotation ?? accounts.map(formatServiceAccountRef).join(',');
  const backend = jest.fn(
    irsaBackend({ accounts: { orders: accounts }, override }),
  );
  renderApp(backend, {
    extensions: [
      createTestEntityPage({ entity: component('orders', annotation) }),
    ],
    features: [scaffolderPlugin],
    config: {
      app: {
        extensions: [{ 'entity-content:irsa/access': withTab }, ...config],
        routes: { bindings },
      },
    },
    apis: [mockApis.identity({ ownershipEntityRefs: [OWNER] })],
  });
  const card = await screen.findByRole('region', { name: 'AWS access' });
  return { card, inCard: within(card), backend };
}
