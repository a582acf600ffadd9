import { ResponseError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { component } from '../../../dev/fixtures/entities';
import { verified } from '../../../dev/fixtures/serviceAccounts';
import { failure } from '../../../dev/fixtures/irsaBackend';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useEntityAccounts } from './useEntityAccounts';

const LIST = { items: [verified], total: 1 };
const ENTITY = component('orders');

async function renderLoaded() {
  const list = jest.fn().mockResolvedValue(LIST);
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider apis={[[irsaApiRef, { listEntityServiceAccounts: list }]]}>
      {children}
    </TestApiProvider>
  );
  const { result } = renderHook(() => useEntityAccounts(ENTITY), { wrapper });
  await waitFor(() => expect(result.current.value).toBe(LIST));
  const failWith = async (error: Error) => {
    list.mockRejectedValueOnce(error);
    await act(async () => result.current.reload());
    return result.current;
  };
  return { failWith };
}

describe('useEntityAccounts', () => {
  it('keeps the last list beside the error when a reload fails', async () => {
    const { failWith } = await renderLoaded();
    expect(await failWith(new Error('away'))).toMatchObject({
      value: LIST,
      error: { message: 'away' },
    });
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
  ])(
    'drops the list when the user may no longer see it, or it is gone: %d',
    async (status, name) => {
      const { failWith } = await renderLoaded();
      const error = await ResponseError.fromResponse(
        failure(status, name, 'No.'),
      );
      expect((await failWith(error)).value).toBeUndefined();
    },
  );
});
