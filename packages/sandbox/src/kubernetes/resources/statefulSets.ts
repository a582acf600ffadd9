import type { StatefulSet } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validateTemplate } from './podSpec';
import { validateSelectorUpdate } from './workload';

export const statefulSets = defineResource<StatefulSet>({
  group: 'apps',
  version: 'v1',
  resource: 'statefulsets',
  singular: 'statefulset',
  kind: 'StatefulSet',
  shortNames: ['sts'],
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
  ],
  setDefaults: ({ spec }) => {
    spec.replicas ??= 1;
    setPodSpecDefaults(spec.template.spec);
  },
  validate: ({ spec }) => validateTemplate(spec),
  validateUpdate: validateSelectorUpdate,
});
