import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import { DataTable } from './DataTable';

const COLUMNS = [
  {
    id: 'name',
    title: 'Name',
    width: 1,
    cell: ({ id }: { id: string }) => id,
  },
];
const rowsTo = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `row-${index + 1}` }));

async function showRows(count: number) {
  await renderInTestApp(
    <DataTable
      name="Rows"
      columns={COLUMNS}
      rows={rowsTo(count)}
      nameOf={({ id }) => id}
    />,
  );
  return within(screen.getByRole('grid', { name: 'Rows' }));
}

describe('DataTable', () => {
  it('renders as many rows as a window shows, and the others when the browser is idle', async () => {
    const idle: IdleRequestCallback[] = [];
    window.requestIdleCallback = run => idle.push(run);
    window.cancelIdleCallback = () => {};
    try {
      const table = await showRows(12);
      expect(table.getAllByRole('rowheader')).toHaveLength(10);
      const [whenIdle] = idle;
      whenIdle({ didTimeout: false, timeRemaining: () => 50 });
      await waitFor(() =>
        expect(table.getAllByRole('rowheader')).toHaveLength(12),
      );
      expect(table.getByText('row-12')).toBeVisible();
    } finally {
      Reflect.deleteProperty(window, 'requestIdleCallback');
      Reflect.deleteProperty(window, 'cancelIdleCallback');
    }
  });

  it('renders all rows in a browser that does not report when it is idle', async () => {
    const table = await showRows(12);
    await waitFor(() =>
      expect(table.getAllByRole('rowheader')).toHaveLength(12),
    );
  });
});
