import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import type { Desired } from './desired';
import { diffPairs, newPairs } from './pairs';
import { changeStep, noneStep, type PlannedStep } from './types';

/** The ServiceAccount with our annotations and label; all else on it stays as it is. */
export function planServiceAccount(
  desired: Desired,
  observed: Observed,
): PlannedStep {
  const id = 'service-account';
  const { spec, config, refText, annotations, labels } = desired;
  const { namespace, name } = spec;
  const target = { kind: 'service-account' as const, name: refText };
  const object = `ServiceAccount ${namespace}/${name} in ${config.name}`;
  const present = valueOf(observed.serviceAccount);
  if (!present) {
    return changeStep({
      id,
      action: 'create',
      target,
      verb: 'Create',
      object,
      diff: [
        ...newPairs('annotations', annotations),
        ...newPairs('labels', labels),
      ],
      effect: {
        type: 'create-service-account',
        namespace,
        name,
        annotations,
        labels,
      },
    });
  }
  const diff = [
    ...diffPairs('annotations', present.annotations, annotations),
    ...diffPairs('labels', present.labels, labels),
  ];
  if (diff.length === 0) return noneStep(id, target, object);
  return changeStep({
    id,
    action: 'update',
    target,
    verb: 'Update',
    object,
    diff,
    effect: {
      type: 'patch-service-account',
      namespace,
      name,
      uid: present.uid,
      annotations,
      labels,
    },
  });
}
