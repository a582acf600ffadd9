import type { DiscoveredPlaceList } from '@backstage-irsa/core/model';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { passTime } from '../../../__testUtils__/passTime';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useDiscovery } from './useDiscovery';

const placesAt = (attemptedAt: string) => ({
  mayStart: true,
  items: [
    {
      ...{ supplier: 'eks', place: '111122223333/eu-west-1' },
      ...{ accounts: 0, clusters: 1, attemptedAt, completedAt: attemptedAt },
    },
  ],
});

describe('useDiscovery', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  async function renderStarted(
    places: DiscoveredPlaceList = placesAt('2026-01-01T00:00:00.000Z'),
  ) {
    const client = {
      listDiscoveredPlaces: jest.fn().mockResolvedValue(places),
      startDiscovery: jest.fn().mockResolvedValue(places),
    };
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[irsaApiRef, client]]}>
        {children}
      </TestApiProvider>
    );
    const { result } = renderHook(() => useDiscovery(() => {}), { wrapper });
    await act(async () => {});
    await act(() => result.current.request.ask());
    expect(result.current.isRunning).toBe(true);
    return { result, read: client.listDiscoveredPlaces };
  }

  it('goes on after one failed read, until every source has reported', async () => {
    const { result, read } = await renderStarted();
    read.mockRejectedValueOnce(new Error('away'));
    await passTime(4_000);
    expect(result.current.places).toBeDefined();
    read.mockResolvedValue(placesAt('2026-01-01T00:10:00.000Z'));
    await passTime(10_000);
    expect(result.current.isRunning).toBe(false);
    expect(result.current.failure).toBeUndefined();
  });

  it('ends when no discovery can still run, if the sources find nothing', async () => {
    const { result } = await renderStarted({ mayStart: true, items: [] });
    await passTime(9 * 60_000);
    expect(result.current.isRunning).toBe(true);
    await passTime(2 * 60_000);
    expect(result.current.isRunning).toBe(false);
    expect(result.current.failure).toBeUndefined();
  });

  it('says why the progress can no longer be read, and reads it again on request', async () => {
    const { result, read } = await renderStarted();
    read.mockRejectedValue(new Error('away'));
    await passTime(30_000);
    expect(result.current.isRunning).toBe(false);
    expect(result.current.failure?.message).toBe('away');

    read.mockResolvedValue(placesAt('2026-01-01T00:10:00.000Z'));
    await act(async () => result.current.retry());
    expect(result.current.failure).toBeUndefined();
    expect(result.current.isRunning).toBe(true);
    await passTime(10_000);
    expect(result.current.isRunning).toBe(false);
  });
});
