import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { CutOffs } from './CutOffs';

/** Has the policies of restored roles taken off once they are of no more use. All replicas together do it once. */
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
