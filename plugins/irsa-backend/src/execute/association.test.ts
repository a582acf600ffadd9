import type { EKSClient } from '@aws-sdk/client-eks';
import { waitForAssociation } from './association';

// The real time: setupTests.ts shortens it for all others.
jest.mock('./spread', () => jest.requireActual('./spread'));

const PLACE = { clusterName: 'prod', namespace: 'production', name: 'orders' };

/** An EKS that has one association, last changed so long ago, or none. */
function eksWith(ageMs?: number): EKSClient {
  const modifiedAt = new Date(Date.now() - (ageMs ?? 0));
  const association = { associationId: 'a-1', roleArn: 'r', modifiedAt };
  const associations = ageMs === undefined ? [] : [association];
  const send = async () => ({ association, associations });
  return { send } as unknown as EKSClient;
}

describe('waitForAssociation', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    { ageMs: 0, waitsMs: 5000 },
    { ageMs: 3000, waitsMs: 2000 },
    { ageMs: 5000, waitsMs: 0 },
    { ageMs: -60_000, waitsMs: 5000 },
  ])('waits $waitsMs ms after a change $ageMs ms ago', async given => {
    const since = Date.now();
    const waited = waitForAssociation(eksWith(given.ageMs), PLACE);
    await jest.runAllTimersAsync();
    await waited;
    expect(Date.now() - since).toBe(given.waitsMs);
  });

  it('refuses to go on without an association', async () => {
    await expect(waitForAssociation(eksWith(), PLACE)).rejects.toThrow(
      'The association of ServiceAccount production/orders is gone or cannot be read',
    );
  });
});
