import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** IAM service accounts, roles and findings in the search. */
      irsa?: {
        /**
         * How often they are read. Every ten minutes when absent.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * How many are read at a time. Defaults to 500, which is also the most.
         * @visibility backend
         */
        batchSize?: number;
      };
    };
  };
}
