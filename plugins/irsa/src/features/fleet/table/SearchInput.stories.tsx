import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { SearchInput } from './SearchInput';
import type { TableQuery } from './useTableQuery';

/** The state of a table whose URL changes only when `answer` is called. */
function renderSearch() {
  const search = jest.fn();
  let answer: (q?: string) => void = () => {};
  function Search() {
    const [q, setQ] = useState<string>();
    answer = setQ;
    const table = { query: { q }, search } as unknown as TableQuery;
    return <SearchInput label="Roles" table={table} />;
  }
  renderInTestApp(<Search />);
  return { search, answer: (q?: string) => act(() => answer(q)) };
}

const field = () => screen.findByRole('searchbox');

describe('the search field', () => {
  it('keeps what the user types while the URL changes to the last search', async () => {
    const { search, answer } = renderSearch();
    await userEvent.type(await field(), 'ord');
    await waitFor(() => expect(search).toHaveBeenLastCalledWith('ord'));
    await userEvent.type(await field(), 'e');
    answer('ord');
    expect(await field()).toHaveValue('orde');
    await waitFor(() => expect(search).toHaveBeenLastCalledWith('orde'));
  });

  it('shows a text that a link sets, also the same one again', async () => {
    const { answer } = renderSearch();
    await field();
    for (const q of ['orders', undefined, 'orders']) {
      answer(q);
      expect(await field()).toHaveValue(q ?? '');
    }
  });
});
