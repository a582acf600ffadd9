import type { Deployment } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validateTemplate } from './podSpec';
import { validateSelectorUpdate } from './workload';

export const deployments = defineResource<Deployment>({
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  singular: 'deployment',
  kind: 'Deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec.template.spec'],
  subresources: ['status', 'scale'],
  hasGeneration: true,
  columns: [
    {
      name: 'Ready',
      cell: ({ spec, status }) =>
        `${status?.readyReplicas ?? 0}/${spec.replicas ?? 1}`,
    },
    {
      name: 'Up-to-date',
      type: 'integer',
      cell: deployment => deployment.status?.updatedReplicas ?? 0,
    },
    {
      name: 'Available',
      type: 'integer',
      cell: deployment => deployment.status?.availableReplicas ?? 0,
    },
  ],
  setDefaults: deployment => {
    deployment.spec.replicas ??= 1;
    deployment.spec.strategy ??= {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    };
    deployment.spec.revisionHistoryLimit ??= 10;
    deployment.spec.progressDeadlineSeconds ??= 600;
    setPodSpecDefaults(deployment.spec.template.spec);
  },
  validate: deployment => validateTemplate(deployment.spec),
  validateUpdate: validateSelectorUpdate,
});
