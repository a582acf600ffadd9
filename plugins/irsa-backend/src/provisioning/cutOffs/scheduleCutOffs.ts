import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { CutOffs } from './CutOffs';

/** Schedules the deletion of the policies of restored roles that are no longer needed. It runs on one replica at a time. */
export async function scheduleCutOffs(
  scheduler: SchedulerService,
  cutOffs: CutOffs,
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'irsa.cut-offs',
    frequency: { minutes: 10 },
    timeout: { minutes: 5 },
    initialDelay: { minutes: 1 },
    scope: 'global',
    fn: () => cutOffs.endOlderSessions(),
  });
}
