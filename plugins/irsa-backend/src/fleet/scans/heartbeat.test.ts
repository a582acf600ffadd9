import { mockServices } from '@backstage/backend-test-utils';
import { HEARTBEAT_MS, startHeartbeat } from './heartbeat';

describe('the heartbeat of a scan', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const logger = mockServices.logger.mock();

  it('beats until the scan ends, also after a failure', () => {
    const beat = jest.fn().mockRejectedValueOnce(new Error('no database'));
    beat.mockResolvedValue(undefined);
    const stop = startHeartbeat(beat, { logger });
    jest.advanceTimersByTime(3 * HEARTBEAT_MS);
    expect(beat).toHaveBeenCalledTimes(3);
    stop();
    jest.advanceTimersByTime(3 * HEARTBEAT_MS);
    expect(beat).toHaveBeenCalledTimes(3);
  });

  it('ends when the scan is stopped, although the scan hangs', () => {
    const beat = jest.fn().mockResolvedValue(undefined);
    const controller = new AbortController();
    startHeartbeat(beat, { logger, signal: controller.signal });
    jest.advanceTimersByTime(HEARTBEAT_MS);
    controller.abort();
    jest.advanceTimersByTime(3 * HEARTBEAT_MS);
    expect(beat).toHaveBeenCalledTimes(1);
  });
});
