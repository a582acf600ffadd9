import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { WaveRunner } from './WaveRunner';

/** Schedules every replica to look for waves that no replica is processing, including those of a killed process. */
export async function scheduleWaves(
  scheduler: SchedulerService,
  runner: WaveRunner,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'irsa.waves',
    frequency: { seconds: 10 },
    timeout: { minutes: 1 },
    initialDelay: { seconds: 10 },
    scope: 'local',
    // The scheduler starts a task again only after it ended, and a wave can take hours.
    fn: () => runner.begin(),
  });
}
