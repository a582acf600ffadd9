import { act, renderHook, waitFor } from '@testing-library/react';
import { useIsSlow } from './slowReads';
import { useLoaded } from './useLoaded';

describe('useLoaded', () => {
  it('ignores the response of an outdated load', async () => {
    const answers: ((value: string) => void)[] = [];
    const loads = [0, 1].map(
      index => () =>
        new Promise<string>(resolve => {
          answers[index] = resolve;
        }),
    );
    const { result, rerender } = renderHook(({ load }) => useLoaded(load), {
      initialProps: { load: loads[0] },
    });
    rerender({ load: loads[1] });
    await act(async () => {
      answers[1]('second');
      answers[0]('first');
    });
    expect(result.current).toMatchObject({ value: 'second', loading: false });
  });

  it('keeps the value during a reload, and drops it when the reload fails', async () => {
    const load = jest.fn().mockResolvedValueOnce('value');
    const { result } = renderHook(() => useLoaded<string>(load));
    await waitFor(() => expect(result.current.value).toBe('value'));

    load.mockRejectedValueOnce(new Error('gone'));
    act(() => result.current.reload());
    expect(result.current).toMatchObject({ value: 'value', loading: true });
    await waitFor(() => expect(result.current.error?.message).toBe('gone'));
    expect(result.current.value).toBeUndefined();
  });

  it('reports a slow load until it is no longer needed', () => {
    jest.useFakeTimers();
    const slow = renderHook(useIsSlow);
    const never = () => new Promise<string>(() => {});
    const read = renderHook(() => useLoaded(never));
    act(() => {
      jest.advanceTimersByTime(3_000);
    });
    expect(slow.result.current).toBe(false);
    act(() => {
      jest.advanceTimersByTime(2_000);
    });
    expect(slow.result.current).toBe(true);
    act(() => read.unmount());
    expect(slow.result.current).toBe(false);
    jest.useRealTimers();
  });
});
