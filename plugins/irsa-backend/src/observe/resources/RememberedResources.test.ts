import { absent, unknown } from '@backstage-irsa/core/model';
import type { ReadResource } from '@backstage-irsa/core/permissions';
import type { AwsClients } from '../aws/AwsClients';
import { RememberedResources } from './RememberedResources';

const BUS = { service: 'events', name: 'orders' };
const place = (accountId = '111122223333') => ({
  accountIds: [accountId],
  region: 'eu-west-1',
});

describe('RememberedResources', () => {
  let asked: number;
  let refused: boolean;
  let resources: RememberedResources;

  beforeEach(() => {
    jest.useFakeTimers();
    [asked, refused] = [0, false];
    const json = async () => {
      asked += 1;
      if (!refused) return {};
      const denied = { name: 'AccessDenied', $fault: 'client' };
      throw Object.assign(new Error('no'), denied);
    };
    // The remembered resource is read with only this client method.
    resources = new RememberedResources({ json } as unknown as AwsClients);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads a resource once for successive and concurrent requests', async () => {
    const read: ReadResource[] = await Promise.all([
      resources.read(place(), BUS),
      resources.read(place(), BUS),
    ]);
    read.push(await resources.read(place(), BUS));
    expect(asked).toBe(1);
    expect(new Set(read.map(({ policy }) => policy))).toEqual(
      new Set([absent()]),
    );
  });

  it('reads another resource, and the same one in another account', async () => {
    await resources.read(place(), BUS);
    await resources.read(place(), { ...BUS, name: 'other' });
    await resources.read(place('444455556666'), BUS);
    expect(asked).toBe(3);
  });

  it('reads a resource again after 10 seconds', async () => {
    await resources.read(place(), BUS);
    jest.advanceTimersByTime(9_000);
    await resources.read(place(), BUS);
    expect(asked).toBe(1);
    jest.advanceTimersByTime(1_000);
    await resources.read(place(), BUS);
    expect(asked).toBe(2);
  });

  it('does not remember a failed read', async () => {
    refused = true;
    const { policy } = await resources.read(place(), BUS);
    expect(policy).toMatchObject(
      unknown(expect.any(String), 'events:DescribeEventBus'),
    );
    refused = false;
    expect((await resources.read(place(), BUS)).policy).toEqual(absent());
    expect(asked).toBe(2);
  });
});
