import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/plugin-irsa-common';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { component } from '../../../dev/fixtures/entities';
import {
  failure,
  irsaBackend,
  type IrsaBackendState,
} from '../../../dev/fixtures/irsaBackend';
import {
  broken,
  degraded,
  unknown,
  unverified,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import irsaPlugin from '../..';

function renderCard(
  accounts: IamServiceAccount[],
  options: {
    annotation?: string;
    override?: IrsaBackendState['override'];
  } = {},
) {
  const {
    annotation = accounts.map(formatServiceAccountRef).join(','),
    override,
  } = options;
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: component('orders', annotation) }),
    ],
    features: [irsaPlugin, scaffolderPlugin],
    apis: [
      mockApis.fetch({
        baseImplementation: irsaBackend({
          accounts: { orders: accounts },
          override,
        }),
      }),
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
    ],
  });
}

const card = () => screen.findByRole('region', { name: 'AWS access' });

describe('EntityAccessCard', () => {
  it('shows the shape of what is coming while it loads', async () => {
    renderCard([], { override: () => new Promise(() => {}) });
    expect(
      await within(await card()).findByText('Reading AWS access…'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows what a verified account is and can do', async () => {
    renderCard([verified]);
    const region = within(await card());
    expect(
      await region.findByRole('heading', {
        name: 'prod-eu · production/orders',
      }),
    ).toBeInTheDocument();
    expect(region.getByText('Verified')).toBeInTheDocument();

    const role = region.getByRole('link', { name: /orders-7f3a/ });
    expect(role).toHaveAttribute(
      'href',
      'https://console.aws.amazon.com/iam/home?region=eu-west-1#/roles/details/orders-7f3a',
    );
    expect(role).toHaveAttribute('target', '_blank');
    expect(region.getByText('account 111122223333')).toBeInTheDocument();
    expect(await card()).toHaveTextContent(
      'Proved by token exchange 3 min ago · 4 pods use it, all injected · Checked 2 min ago',
    );
    expect(region.queryByText(/What to do/)).not.toBeInTheDocument();
  });
});
