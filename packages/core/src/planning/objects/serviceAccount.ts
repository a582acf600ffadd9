import {
  EKS_ANNOTATIONS,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '../../model/annotations';
import { isExisting } from '../../model/spec/existing';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { ADOPT_KEY } from '../ownership/adoptionConsent';
import { changeStep, noneStep, type Desired, type PlannedStep } from '../types';
import { diffPairs, newPairs } from './tags';
import { planExisting } from './existingServiceAccount';
import { staleAnnotations } from './staleAnnotations';

/** Plans the namespace: created if missing, never changed, never deleted. */
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

/** Plans the ServiceAccount with Backstage's annotations and label. Everything else on it stays unchanged. */
export function planServiceAccount(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep {
  const id = 'service-account';
  const { spec, config, refText, annotations, labels } = desired;
  const { namespace, name } = spec;
  const target = { kind: 'service-account' as const, name: refText };
  const object = `ServiceAccount ${namespace}/${name} in ${config.name}`;
  const present = valueOf(observed.serviceAccount);
  if (isExisting(spec)) return planExisting(desired, present);
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
        ...(desired.association && { associatedIn: config.eksName }),
      },
    });
  }
  const stale = [
    ...staleAnnotations(present.annotations, desired, recorded),
    ...(ADOPT_KEY in present.annotations && spec.adopt ? [ADOPT_KEY] : []),
  ];
  const diff = [
    ...diffPairs('annotations', present.annotations, annotations),
    ...stale.map(key => ({
      field: `annotations.${key}`,
      before: present.annotations[key],
      after: null,
    })),
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
      annotations: {
        ...annotations,
        ...Object.fromEntries(stale.map(key => [key, null])),
      },
      labels,
      ...(stale.includes(EKS_ANNOTATIONS.roleArn) && {
        associatedIn: config.eksName,
      }),
    },
  });
}
