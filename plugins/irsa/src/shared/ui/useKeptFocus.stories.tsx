import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { useKeptFocus } from './useKeptFocus';

/** Two rows, each with a button that removes it. */
function Rows() {
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list);
  const [rows, setRows] = useState(['first', 'second']);
  const remove = (row: string) => setRows(rows.filter(one => one !== row));
  return (
    <>
      <ul ref={list} aria-label="Rows">
        {rows.map(row => (
          <li key={row}>
            <button type="button" onClick={() => remove(row)}>
              Remove {row}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => remove('first')}>
        Elsewhere
      </button>
    </>
  );
}

describe('the focus', () => {
  it('moves to the list when the focused element is removed', async () => {
    render(<Rows />);
    act(() => screen.getByRole('button', { name: 'Remove first' }).focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('list')).toHaveFocus());
  });

  it('stays when it is elsewhere', async () => {
    render(<Rows />);
    act(() => screen.getByRole('button', { name: 'Remove first' }).focus());
    const elsewhere = screen.getByRole('button', { name: 'Elsewhere' });
    act(() => elsewhere.focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getAllByRole('listitem')).toHaveLength(1),
    );
    expect(elsewhere).toHaveFocus();
  });
});
