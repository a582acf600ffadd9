import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { matchesGlob } from '@backstage-irsa/core/ownership';
import { irsaServiceAccountResourceRef } from './resource';

/** Whether its namespace fits one of the patterns. */
export const inNamespace = createPermissionRule({
  name: 'IN_NAMESPACE',
  description:
    'Allow for IAM service accounts in a namespace that fits one of the patterns',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    namespaces: z
      .array(z.string())
      .describe('Namespaces, in which * stands for any text'),
  }),
  apply: ({ namespace }, { namespaces }) =>
    namespaces.some(pattern => matchesGlob(pattern, namespace)),
  toQuery: ({ namespaces }) => ({ field: 'namespace', anyOf: namespaces }),
});
