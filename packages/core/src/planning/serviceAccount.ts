import {
  DEFAULT_AUDIENCE,
  EKS_ANNOTATIONS,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { ADOPT_KEY } from './adoptionConsent';
import {
  changeStep,
  noneStep,
  type Desired,
  type Pairs,
  type PlannedStep,
} from './types';
import { diffPairs, newPairs } from './tags';
import { annotationRecord } from './records';

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

/** Annotations of the webhook that are written only when asked for, with what they mean when they are not there. */
const OPTIONAL = {
  [EKS_ANNOTATIONS.audience]: DEFAULT_AUDIENCE,
  [EKS_ANNOTATIONS.stsRegionalEndpoints]: 'true',
};

/** What the webhook reads of a ServiceAccount. */
const OF_WEBHOOK = [
  EKS_ANNOTATIONS.roleArn,
  EKS_ANNOTATIONS.tokenExpiration,
  ...Object.keys(OPTIONAL),
];

/** Those that nobody asks for, and that are ours or say otherwise than their absence; of EKS Pod Identity nobody asks for any. */
function staleAnnotations(
  present: Pairs,
  { mechanism, annotations: wanted, refText, spec }: Desired,
  recorded: ReadonlySet<string>,
): string[] {
  const consent = ADOPT_KEY in present && spec.adopt ? [ADOPT_KEY] : [];
  if (mechanism === 'pod-identity') {
    return [
      ...OF_WEBHOOK.filter(key => present[key] !== undefined),
      ...consent,
    ];
  }
  return Object.entries(OPTIONAL)
    .filter(
      ([key, usual]) =>
        key in present &&
        wanted[key] === undefined &&
        (present[key] !== usual ||
          recorded.has(annotationRecord(refText, key, present[key]))),
    )
    .map(([key]) => key)
    .concat(consent);
}

/** The ServiceAccount with our annotations and label; all else on it stays as it is. */
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
  const stale = staleAnnotations(present.annotations, desired, recorded);
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
