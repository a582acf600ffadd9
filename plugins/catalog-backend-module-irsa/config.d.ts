import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  irsa?: {
    /** The AWS roles of services as resources of the catalog. */
    catalog?: {
      /**
       * How often the roles are read. Defaults to every 10 minutes.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * Which roles become resources: those that a component's ServiceAccount has (`with-component`, the default), those that have a component or
       * another owner (`with-owner`), or `all` that trust an EKS issuer or EKS Pod Identity, or that nodes have.
       * @visibility backend
       */
      roles?: 'with-component' | 'with-owner' | 'all';
    };
  };
}
