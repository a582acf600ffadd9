import { jsonEqual } from '../json';
import type { Pod, PodSpec } from '../objects';
import type { Cause } from '../status';
import { defineResource } from './definition';
import { setPodSpecDefaults, validatePodSpec } from './podSpec';

/** Returns the spec without the fields that an update can change. */
function fixedPart(spec: PodSpec): PodSpec {
  const withoutImage = (container: PodSpec['containers'][number]) => ({
    ...container,
    image: undefined,
  });
  return {
    ...spec,
    containers: spec.containers.map(withoutImage),
    initContainers: spec.initContainers?.map(withoutImage),
  };
}

function validatePodUpdate(pod: Pod, previous: Pod): Cause[] {
  if (jsonEqual(fixedPart(pod.spec), fixedPart(previous.spec))) {
    return [];
  }
  return [
    {
      reason: 'FieldValueForbidden',
      field: 'spec',
      message:
        'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    },
  ];
}

export const pods = defineResource<Pod>({
  group: '',
  version: 'v1',
  resource: 'pods',
  singular: 'pod',
  kind: 'Pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  requiredPaths: ['spec'],
  subresources: ['status'],
  returnsDeleted: true,
  columns: [
    {
      name: 'Ready',
      cell: ({ spec, status }) => {
        const ready = status?.containerStatuses?.filter(({ ready: r }) => r);
        return `${ready?.length ?? 0}/${spec.containers.length}`;
      },
    },
    { name: 'Status', cell: pod => pod.status?.phase ?? 'Pending' },
    {
      name: 'Restarts',
      cell: pod =>
        (pod.status?.containerStatuses ?? []).reduce(
          (sum, { restartCount }) => sum + restartCount,
          0,
        ),
    },
    { name: 'IP', wide: true, cell: pod => pod.status?.podIP ?? '<none>' },
    { name: 'Node', wide: true, cell: pod => pod.spec.nodeName ?? '<none>' },
  ],
  setDefaults: pod => {
    setPodSpecDefaults(pod.spec);
    pod.status ??= { phase: 'Pending' };
  },
  validate: pod => validatePodSpec(pod.spec, 'spec'),
  validateUpdate: validatePodUpdate,
});
