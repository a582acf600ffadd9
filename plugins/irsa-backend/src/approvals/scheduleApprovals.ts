import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Approvals } from './Approvals';

/** The ID of the scheduled task. `POST /.backstage/scheduler/v1/tasks/irsa.approvals/trigger` runs it at once. */
const APPROVALS_TASK = 'irsa.approvals';

/** Schedules the recording of lapsed approvals, on one replica at a time. Expired approvals are lapsed even before that. */
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
