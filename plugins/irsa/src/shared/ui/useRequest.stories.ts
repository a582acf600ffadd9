import { act, renderHook } from '@testing-library/react';
import { useRequest } from './useRequest';

describe('useRequest', () => {
  it('keeps the last response during a new request, and uses only the last of several', async () => {
    const answers: ((text: string) => void)[] = [];
    const request = (index: number) =>
      new Promise<string>(resolve => {
        answers[index] = resolve;
      });
    const { result } = renderHook(() => useRequest(request));
    expect(result.current).toMatchObject({ pending: false });

    await act(async () => {
      result.current.ask(0);
      answers[0]('first');
    });
    expect(result.current).toMatchObject({ value: 'first', pending: false });

    await act(async () => {
      result.current.ask(1);
      result.current.ask(2);
    });
    expect(result.current).toMatchObject({ value: 'first', pending: true });
    await act(async () => {
      answers[2]('third');
      answers[1]('second');
    });
    expect(result.current).toMatchObject({ value: 'third', pending: false });
  });

  it('drops the response when the next request fails', async () => {
    const request = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('first')
      .mockRejectedValueOnce(new Error('gone'));
    const { result } = renderHook(() => useRequest(request));
    await act(() => result.current.ask());
    await act(() => result.current.ask());
    expect(result.current.value).toBeUndefined();
    expect(result.current.failure).toMatchObject({
      kind: 'unreachable',
      message: 'gone',
    });
  });
});
