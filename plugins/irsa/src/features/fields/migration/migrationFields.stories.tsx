import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { migrationPlan } from '../../../../dev/fixtures/migrations';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { fill } from '../../../__testUtils__/fill';
import { renderTemplate } from '../../../__testUtils__/renderTemplate';

const entityRef = 'component:default/orders';
const orders = { ...drifted, id: 'orders', entityRef };
const worker = { ...orders, id: 'worker', name: 'orders-worker' };

const SCHEMA = {
  type: 'object',
  properties: {
    component: {
      ...{ title: 'Component', type: 'string' },
      default: entityRef,
    },
    serviceAccount: {
      ...{ title: 'ServiceAccount', type: 'string' },
      'ui:field': 'IrsaServiceAccountPicker',
    },
    plan: {
      ...{ title: 'Plan', type: 'null' },
      'ui:field': 'IrsaMigrationPreview',
    },
  },
};

/** Opens the form of a template that migrates one of these accounts. */
function renderForm(
  accounts: IamServiceAccount[],
  others: Record<string, IamServiceAccount[]> = {},
) {
  const backend = { accounts: { orders: accounts, ...others }, migrationPlan };
  renderTemplate([{ title: 'Which', schema: SCHEMA }], backend);
}

const picker = () => screen.findByRole('button', { name: /ServiceAccount/ });
const preview = async () =>
  within(await screen.findByRole('region', { name: 'Planned changes' }));
const CHANGES = { name: 'What changes now' };

describe('IrsaServiceAccountPicker and IrsaMigrationPreview', () => {
  it('show what the migration of the only account would change', async () => {
    renderForm([orders]);
    const shown = await preview();
    expect(await shown.findByRole('list', CHANGES)).toBeInTheDocument();
    expect(await picker()).toHaveTextContent('prod-eu · production/orders');
  });

  it('ask which of several accounts to migrate', async () => {
    renderForm([orders, worker]);
    const shown = await preview();
    expect(
      await shown.findByText(/Choose an IAM service account/),
    ).toBeInTheDocument();
    await userEvent.click(await picker());
    await userEvent.click(
      await screen.findByRole('option', { name: /orders-worker/ }),
    );
    expect(await shown.findByRole('list', CHANGES)).toBeInTheDocument();
  });

  const review = async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await screen.findByRole('button', { name: 'Create' });
  };

  it('send the only account, which is selected by default', async () => {
    renderForm([orders]);
    await (await preview()).findByRole('list', CHANGES);
    await review();
    expect(screen.getByText('prod-eu/production/orders')).toBeInTheDocument();
  });

  it('do not send an account of another component', async () => {
    const mail = { ...orders, id: 'mail', name: 'mail' };
    const ofMail = { ...mail, entityRef: 'component:default/mail' };
    renderForm([orders, worker], { mail: [ofMail] });
    await userEvent.click(await picker());
    await userEvent.click(
      await screen.findByRole('option', { name: /orders-worker/ }),
    );
    const input = screen.getByRole('textbox', { name: /Component/ });
    await fill(input, 'component:default/mail');
    await screen.findAllByText(/production\/mail/);
    await review();
    expect(screen.getByText('prod-eu/production/mail')).toBeInTheDocument();
  });

  it('say that there is nothing to migrate', async () => {
    renderForm([]);
    expect(
      await screen.findByText(/has no IAM service account/),
    ).toBeInTheDocument();
  });
});
