import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { IrsaClient } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../..';
import { useKeptOpen } from './useKeptOpen';

const clientOfAnApp = () =>
  new IrsaClient({
    discoveryApi: { getBaseUrl: async () => '' },
    fetchApi: { fetch },
  });

function renderIn(client: IrsaClient, key: string) {
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider apis={[[irsaApiRef, client]]}>{children}</TestApiProvider>
  );
  return renderHook(() => useKeptOpen(key), { wrapper });
}

describe('useKeptOpen', () => {
  it('stays open after a remount, and stays closed after it was closed', () => {
    const client = clientOfAnApp();
    const first = renderIn(client, 'tags');
    expect(first.result.current[0]).toBe(false);
    act(() => first.result.current[1](true));
    expect(first.result.current[0]).toBe(true);
    first.unmount();

    const second = renderIn(client, 'tags');
    expect(second.result.current[0]).toBe(true);
    act(() => second.result.current[1](false));
    second.unmount();
    expect(renderIn(client, 'tags').result.current[0]).toBe(false);
  });

  it('stores the state separately for each key and each app', () => {
    const client = clientOfAnApp();
    const { result } = renderIn(client, 'tags');
    act(() => result.current[1](true));
    expect(renderIn(client, 'trust').result.current[0]).toBe(false);
    expect(renderIn(clientOfAnApp(), 'tags').result.current[0]).toBe(false);
  });
});
