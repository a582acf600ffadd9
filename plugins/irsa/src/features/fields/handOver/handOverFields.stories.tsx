import { screen, within } from '@testing-library/react';
import { drifted } from '../../../../dev/fixtures/serviceAccounts';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import { renderTemplate } from '../../../__testUtils__/renderTemplate';

const entityRef = 'component:default/orders';
const orders = { ...drifted, drift: [], id: 'orders', entityRef };
const FILES = {
  to: 'terraform',
  files: [{ path: 'orders.imports.tf', content: 'import {}' }],
  notes: ['Check that its plan creates and destroys nothing.'],
};

const text = (value: string) => ({ type: 'string', default: value });
const SCHEMA = {
  type: 'object',
  properties: {
    component: text(entityRef),
    to: text('terraform'),
    files: { type: 'null', 'ui:field': 'IrsaHandOverPreview' },
  },
};

/** Opens the form of the template. `sent` contains the bodies of the hand-over requests. */
function renderForm(answer: Response) {
  const sent: unknown[] = [];
  renderTemplate([{ title: 'Which', schema: SCHEMA }], {
    accounts: { orders: [orders] },
    override: (path, method, body) => {
      if (!path.endsWith('/hand-over') || method !== 'POST') return undefined;
      sent.push(JSON.parse(String(body)));
      return answer.clone();
    },
  });
  return sent;
}

const preview = async () =>
  within(
    await screen.findByRole('region', { name: 'Files of the pull request' }),
  );

describe('IrsaHandOverPreview', () => {
  it('shows the files before the hand-over starts', async () => {
    const sent = renderForm(json(FILES));
    const shown = await preview();
    expect(await shown.findByText('orders.imports.tf')).toBeInTheDocument();
    expect(shown.getByText(FILES.notes[0])).toBeInTheDocument();
    expect(sent).toEqual([{ to: 'terraform', preview: true }]);
  });

  it('shows why the account cannot be handed over', async () => {
    renderForm(failure(400, 'InputError', 'The role is shared.'));
    expect(await (await preview()).findByRole('alert')).toHaveTextContent(
      'Could not generate the files: The role is shared.',
    );
  });
});
