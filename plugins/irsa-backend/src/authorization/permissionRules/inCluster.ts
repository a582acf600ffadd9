import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { irsaServiceAccountResourceRef } from './resource';

/** Whether it lives in one of the clusters. */
export const inCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow for IAM service accounts in one of the clusters',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    clusters: z
      .array(z.string())
      .describe('Names of clusters, as in irsa.clusters'),
  }),
  apply: ({ cluster }, { clusters }) => clusters.includes(cluster),
  toQuery: ({ clusters }) => ({ field: 'cluster', anyOf: clusters }),
});
