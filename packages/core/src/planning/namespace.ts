import { MANAGED_BY, MANAGED_BY_KEY } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import type { Desired } from './types';
import { changeStep, noneStep, type PlannedStep } from './types';

/** The namespace: created when missing, never changed, never deleted. */
export function planNamespace(
  desired: Desired,
  observed: Observed,
): PlannedStep {
  const { config, spec } = desired;
  const target = {
    kind: 'namespace' as const,
    name: `${config.name}/${spec.namespace}`,
  };
  const object = `namespace ${spec.namespace} in ${config.name}`;
  if (valueOf(observed.namespace)) {
    return noneStep('namespace', target, `N${object.slice(1)}`);
  }
  return changeStep({
    id: 'namespace',
    action: 'create',
    target,
    verb: 'Create',
    object,
    diff: [{ field: 'name', before: null, after: spec.namespace }],
    effect: {
      type: 'create-namespace',
      name: spec.namespace,
      labels: { [MANAGED_BY_KEY]: MANAGED_BY },
    },
  });
}
