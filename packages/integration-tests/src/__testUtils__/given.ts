import {
  coreServices,
  createServiceFactory,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

/** Makes a backend use this scheduler, whose tasks run when a test triggers them. */
export const givenScheduler = (scheduler: SchedulerService) =>
  createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => scheduler,
  });

/** Makes a backend use this database, which a test reads too. */
export const givenDatabase = (knex: Knex) =>
  createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => mockServices.database({ knex }),
  });
