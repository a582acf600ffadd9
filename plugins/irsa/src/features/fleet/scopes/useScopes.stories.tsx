import type { Scope } from '@backstage-irsa/core/model';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { passTime } from '../../../__testUtils__/passTime';
import { useScopes } from './useScopes';

const scope: Scope = {
  ...{ id: 'cluster:prod-eu', kind: 'cluster', name: 'prod-eu' },
  ...{ accountId: '111122223333', region: 'eu-west-1', state: 'current' },
  ...{ completedAt: '2026-01-01T00:00:00.000Z', durationMs: 900 },
};

describe('useScopes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function renderRequested() {
    const listScopes = jest.fn().mockResolvedValue({ items: [scope] });
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[irsaApiRef, { listScopes }]]}>
        {children}
      </TestApiProvider>
    );
    const { result } = renderHook(() => useScopes(), { wrapper });
    await act(async () => {});
    await act(async () => result.current.follow(scope));
    const isRequested = () =>
      result.current.value?.items.some(result.current.isRequested);
    expect(isRequested()).toBe(true);
    return { listScopes, isRequested };
  }

  it.each<[string, Partial<Scope>]>([
    ['is running', { state: 'scanning' }],
    ['has succeeded', { completedAt: '2026-01-01T00:10:00.000Z' }],
    ['has failed', { state: 'stale', durationMs: 30 }],
  ])('polls after a request until the scan %s', async (_, change) => {
    const { listScopes, isRequested } = await renderRequested();
    await passTime(30_000);
    expect(isRequested()).toBe(true);
    listScopes.mockResolvedValue({ items: [{ ...scope, ...change }] });
    await passTime(4_000);
    expect(isRequested()).toBe(false);
  });

  it('stops polling for a scan that does not start', async () => {
    const { listScopes, isRequested } = await renderRequested();
    await passTime(130_000);
    const calls = listScopes.mock.calls.length;
    await passTime(30_000);
    expect(listScopes).toHaveBeenCalledTimes(calls);
    expect(isRequested()).toBe(true);
  });
});
