import { act, renderHook } from '@testing-library/react';
import { passTime } from '../../__testUtils__/passTime';
import { usePolled } from './usePolled';

describe('usePolled', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function renderPolled() {
    const load = jest.fn<Promise<string>, []>().mockResolvedValue('running');
    const { result } = renderHook(() =>
      usePolled(load, 1_000, value => value === 'running'),
    );
    await act(async () => {});
    return { load, result };
  }

  it('loads again until the value no longer changes', async () => {
    const { load, result } = await renderPolled();
    await passTime(2_500);
    expect(load).toHaveBeenCalledTimes(3);
    load.mockResolvedValue('done');
    await passTime(1_000);
    expect(result.current.value).toBe('done');
    await passTime(5_000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('keeps the value after a failure, and goes on', async () => {
    const { load, result } = await renderPolled();
    load.mockRejectedValueOnce(new Error('away'));
    await passTime(1_500);
    expect(result.current.value).toBe('running');
    expect(result.current.error).toBeUndefined();
    load.mockResolvedValue('done');
    await passTime(1_000);
    expect(result.current.value).toBe('done');
  });

  it('returns the error after 4 failures', async () => {
    const { load, result } = await renderPolled();
    load.mockRejectedValue(new Error('away'));
    await passTime(3_500);
    expect(result.current.value).toBe('running');
    await passTime(1_000);
    expect(result.current.error?.message).toBe('away');
    expect(load).toHaveBeenCalledTimes(5);
  });

  it('returns the error of the first load at once', async () => {
    const load = () => Promise.reject(new Error('refused'));
    const { result } = renderHook(() => usePolled(load, 1_000, () => true));
    await act(async () => {});
    expect(result.current.error?.message).toBe('refused');
  });
});
