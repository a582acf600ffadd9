import type { ReplicaSet } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validateTemplate } from './podSpec';
import { validateSelectorUpdate } from './workload';

export const replicaSets = defineResource<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  resource: 'replicasets',
  singular: 'replicaset',
  kind: 'ReplicaSet',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec.template.spec'],
  subresources: ['status', 'scale'],
  hasGeneration: true,
  columns: [
    {
      name: 'Desired',
      type: 'integer',
      cell: ({ spec }) => spec.replicas ?? 1,
    },
    {
      name: 'Current',
      type: 'integer',
      cell: ({ status }) => status?.replicas ?? 0,
    },
    {
      name: 'Ready',
      type: 'integer',
      cell: ({ status }) => status?.readyReplicas ?? 0,
    },
  ],
  setDefaults: ({ spec }) => {
    spec.replicas ??= 1;
    setPodSpecDefaults(spec.template.spec);
  },
  validate: ({ spec }) => validateTemplate(spec),
  validateUpdate: validateSelectorUpdate,
});
