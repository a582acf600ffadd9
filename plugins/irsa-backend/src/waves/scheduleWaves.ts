import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { WaveRunner } from './WaveRunner';

/** Has every replica look for waves that nobody works on: those of a process that was killed, too. */
export async function scheduleWaves(
  scheduler: SchedulerService,
  runner: WaveRunner,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'irsa.waves',
    frequency: { seconds: 10 },
    timeout: { hours: 12 },
    initialDelay: { seconds: 10 },
    scope: 'local',
    fn: () => runner.run(),
  });
}
