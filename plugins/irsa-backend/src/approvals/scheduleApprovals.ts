import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Approvals } from './Approvals';

/** The scheduled task; `POST /.backstage/scheduler/v1/tasks/irsa.approvals/trigger` runs it at once. */
const APPROVALS_TASK = 'irsa.approvals';

/** Records what has lapsed, on one replica at a time. That it lapsed does not wait for that. */
export async function scheduleApprovals(
  scheduler: SchedulerService,
  approvals: Approvals,
): Promise<void> {
  await scheduler.scheduleTask({
    id: APPROVALS_TASK,
    scope: 'global',
    frequency: { minutes: 10 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 5 },
    fn: () => approvals.lapseExpired(),
  });
}
