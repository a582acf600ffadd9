import { mockServices } from '@backstage/backend-test-utils';
import { scheduleWaves } from './scheduleWaves';
import { WaveRunner } from './WaveRunner';

describe('scheduleWaves', () => {
  it('looks for the waves of killed processes while a long wave is processed', async () => {
    const open = jest.fn(async () => ['long']);
    const runner = new WaveRunner({
      logger: mockServices.logger.mock(),
      // The wave never ends.
      waves: { open, leases: { take: () => new Promise(() => {}) } },
    } as unknown as ConstructorParameters<typeof WaveRunner>[0]);
    const scheduler = mockServices.scheduler.mock();
    await scheduleWaves(scheduler, runner);
    const [{ fn }] = scheduler.scheduleTask.mock.calls[0];
    for (let times = 0; times < 2; times += 1) {
      await fn(new AbortController().signal);
    }
    expect(open).toHaveBeenCalledTimes(2);
  });
});
