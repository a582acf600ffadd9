import type { DaemonSet } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validateTemplate } from './podSpec';
import { validateSelectorUpdate } from './workload';

export const daemonSets = defineResource<DaemonSet>({
  group: 'apps',
  version: 'v1',
  resource: 'daemonsets',
  singular: 'daemonset',
  kind: 'DaemonSet',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec.template.spec'],
  subresources: ['status'],
  hasGeneration: true,
  columns: [
    {
      name: 'Desired',
      type: 'integer',
      cell: ({ status }) => status?.desiredNumberScheduled ?? 0,
    },
    {
      name: 'Current',
      type: 'integer',
      cell: ({ status }) => status?.currentNumberScheduled ?? 0,
    },
    {
      name: 'Ready',
      type: 'integer',
      cell: ({ status }) => status?.numberReady ?? 0,
    },
  ],
  setDefaults: ({ spec }) => setPodSpecDefaults(spec.template.spec),
  validate: ({ spec }) => validateTemplate(spec),
  validateUpdate: validateSelectorUpdate,
});
