import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { brokenPolicy, ordersPolicy } from '../../../../dev/fixtures/policies';
import { degraded, verified } from '../../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../../__testUtils__/renderTab';

const FORMATTED = JSON.stringify(JSON.parse(ordersPolicy.document), null, 2);

describe('PolicyDocuments', () => {
  it('shows each document formatted, with its kind', async () => {
    renderTab([degraded]);
    const documents = await section('Policy documents');
    expect(
      documents.getAllByRole('heading', { level: 5 }).map(h => h.textContent),
    ).toEqual(['platform-base', 'orders-7f3a', 'hand-made', 'team-boundary']);
    expect(documents.getByText('managed policy')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Document of orders-7f3a' })
        .textContent,
    ).toBe(`${FORMATTED}\n`);
  });

  it('marks the lines of the statement that is pointed to, and no others', async () => {
    const user = userEvent.setup();
    const scroll = jest.spyOn(Element.prototype, 'scrollIntoView');
    renderTab([verified]);
    const grid = await section('What it can do');
    await user.click(grid.getByRole('button', { name: 'S3, List: Limited' }));
    await user.click(
      screen.getByRole('button', {
        name: 'orders-7f3a, statement 2 (ListUploads)',
      }),
    );
    const document = screen.getByRole('region', {
      name: 'Document of orders-7f3a',
    });
    const marked = [...document.querySelectorAll('[data-marked]')];
    const text = marked.map(line => line.textContent).join('');
    expect(JSON.parse(text.trim().replace(/,$/, ''))).toEqual(
      JSON.parse(ordersPolicy.document).Statement[1],
    );
    expect(scroll.mock.contexts).toEqual([marked[0]]);
  });

  it('says where a document is broken and why, and shows it as it is', async () => {
    renderTab([degraded]);
    const documents = await section('Policy documents');
    expect(
      documents.getByText(
        'line 4, column 43 (Statement.0): There must be a comma between two members.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Document of hand-made' }).textContent,
    ).toBe(`${brokenPolicy.document}\n`);
  });

  it('copies a document', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderTab([verified]);
    const documents = await section('Policy documents');
    await user.click(
      documents.getByRole('button', {
        name: 'Copy the document of orders-7f3a',
      }),
    );
    expect(writeText).toHaveBeenCalledWith(FORMATTED);
    expect(within(document.body).getByText('Copied')).toBeInTheDocument();
  });
});
