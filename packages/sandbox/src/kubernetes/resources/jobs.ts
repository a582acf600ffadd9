import type { Job } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validatePodSpec } from './podSpec';

export const jobs = defineResource<Job>({
  group: 'batch',
  version: 'v1',
  resource: 'jobs',
  singular: 'job',
  kind: 'Job',
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec.template.spec'],
  subresources: ['status'],
  hasGeneration: true,
  columns: [
    {
      name: 'Status',
      cell: ({ status }) => (status?.active ? 'Running' : 'Suspended'),
    },
    { name: 'Completions', cell: ({ spec }) => `0/${spec.completions ?? 1}` },
  ],
  setDefaults: ({ spec }) => {
    spec.parallelism ??= 1;
    spec.completions ??= 1;
    setPodSpecDefaults(spec.template.spec);
  },
  validate: ({ spec }) =>
    validatePodSpec(spec.template.spec, 'spec.template.spec'),
});
