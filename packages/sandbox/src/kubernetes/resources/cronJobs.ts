import type { CronJob } from '../objects';
import { defineResource } from './definition';
import { setPodSpecDefaults, validatePodSpec } from './podSpec';

export const cronJobs = defineResource<CronJob>({
  group: 'batch',
  version: 'v1',
  resource: 'cronjobs',
  singular: 'cronjob',
  kind: 'CronJob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec.jobTemplate.spec.template.spec'],
  subresources: ['status'],
  hasGeneration: true,
  columns: [
    { name: 'Schedule', cell: ({ spec }) => spec.schedule },
    {
      name: 'Suspend',
      cell: ({ spec }) => (spec.suspend ? 'True' : 'False'),
    },
  ],
  setDefaults: ({ spec }) => {
    spec.suspend ??= false;
    setPodSpecDefaults(spec.jobTemplate.spec.template.spec);
  },
  validate: ({ spec }) =>
    validatePodSpec(
      spec.jobTemplate.spec.template.spec,
      'spec.jobTemplate.spec.template.spec',
    ),
});
