import {
  coreServices,
  createServiceFactory,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

/** A backend's scheduler is this one, whose tasks run when a test says so. */
export const givenScheduler = (scheduler: SchedulerService) =>
  createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => scheduler,
  });

/** A backend keeps its rows in this database, which a test reads too. */
export const givenDatabase = (knex: Knex) =>
  createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => mockServices.database({ knex }),
  });
