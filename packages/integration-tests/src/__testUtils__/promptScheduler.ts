import {
  coreServices,
  createServiceFactory,
  type SchedulerServiceTaskInvocationDefinition,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';

const DELAY = { milliseconds: 100 };

/** Backstage's scheduler without an initial delay of tasks. */
export const promptScheduler = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    logger: coreServices.logger,
    rootLifecycle: coreServices.rootLifecycle,
    httpRouter: coreServices.httpRouter,
    pluginMetadata: coreServices.pluginMetadata,
    metrics: metricsServiceRef,
  },
  factory(deps) {
    const scheduler = DefaultSchedulerService.create(deps);
    const scheduleTask = scheduler.scheduleTask.bind(scheduler);
    return Object.assign(scheduler, {
      scheduleTask: (
        task: SchedulerServiceTaskScheduleDefinition &
          SchedulerServiceTaskInvocationDefinition,
      ) => scheduleTask({ ...task, initialDelay: DELAY }),
    });
  },
});
