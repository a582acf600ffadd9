import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** IAM service accounts, roles and findings in the search. */
      irsa?: {
        /**
         * How often IAM service accounts, roles and findings are read. Defaults to every 10 minutes.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Number of items in one request. Defaults to 500, which is also the maximum.
         * @visibility backend
         */
        batchSize?: number;
      };
    };
  };
}
