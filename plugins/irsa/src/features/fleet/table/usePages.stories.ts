import { act, renderHook, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { usePages } from './usePages';

/** A list with as many items as `total` says at the moment. */
function listOf(state: { total: number }) {
  return jest.fn(
    async ({ cursor = '0', limit }: { cursor?: string; limit: number }) => {
      const start = Number(cursor);
      const end = Math.min(start + limit, state.total);
      return {
        items: Array.from({ length: Math.max(0, end - start) }, () => 'row'),
        total: state.total,
        nextCursor: end < state.total ? String(end) : undefined,
      };
    },
  );
}

describe('usePages', () => {
  it('goes back when the last page becomes empty, and keeps its rows until the previous page has loaded', async () => {
    const state = { total: 41 };
    const list = listOf(state);
    const shown: (number | undefined)[] = [];
    const { result } = renderHook(() => {
      const pages = usePages(list);
      useEffect(() => {
        shown.push((pages.value ?? pages.last)?.items.length);
      });
      return pages;
    });
    for (const offset of [20, 40]) {
      await waitFor(() => expect(result.current.next).toBeDefined());
      act(() => result.current.next?.());
      await waitFor(() => expect(result.current.value).toBeDefined());
      expect(result.current.offset).toBe(offset);
    }
    expect(result.current.value?.items).toHaveLength(1);
    state.total = 20;
    act(() => result.current.reload());
    await waitFor(() => expect(result.current.offset).toBe(0));
    await waitFor(() => expect(result.current.value?.items).toHaveLength(20));
    expect(shown).not.toContain(0);
  });

  it('stays on the first page of an empty list', async () => {
    const list = listOf({ total: 0 });
    const { result } = renderHook(() => usePages(list));
    await waitFor(() => expect(result.current.value?.items).toEqual([]));
    expect(list).toHaveBeenCalledTimes(1);
  });
});
