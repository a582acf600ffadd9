import { EKS_ANNOTATIONS, ENTITY_KEY } from '../model/annotations';
import { isExisting } from '../model/spec/existing';
import { valueOf } from '../model/observation';
import type { Observed, ObservedServiceAccount } from '../model/observed';
import { staleAnnotations } from './staleAnnotations';
import { keptStep, type Desired, type Pairs, type PlannedStep } from './types';

/** Annotations to set on a ServiceAccount where it is managed; null removes one. */
export type AnnotationPatch = Record<string, string | null>;

/** What is to be changed on an existing ServiceAccount, by who manages it. Empty when it is as asked: EKS Pod Identity asks nothing of it. */
export function annotationPatch(
  desired: Desired,
  present: Pairs,
): AnnotationPatch {
  const { association, annotations } = desired;
  const { [ENTITY_KEY]: entity, ...wanted } = annotations;
  const set = Object.entries(wanted).filter(
    ([key, value]) => present[key] !== value,
  );
  const stale = association
    ? [EKS_ANNOTATIONS.roleArn].filter(key => key in present)
    : staleAnnotations(present, desired, new Set());
  return Object.fromEntries([
    ...set,
    // With it the ServiceAccount says itself whom it is for, also when it is recreated.
    ...(set.length > 0 && present[ENTITY_KEY] !== entity
      ? [[ENTITY_KEY, entity]]
      : []),
    ...stale.map(key => [key, null]),
  ]);
}

function changeOf([key, value]: [string, string | null]): string {
  return value === null ? `remove ${key}` : `set ${key} to ${value}`;
}

/** An existing ServiceAccount, which stays as it is: what is to be changed on it is said. */
export function planExisting(
  desired: Desired,
  present: ObservedServiceAccount | undefined,
): PlannedStep {
  const { spec, config, refText } = desired;
  const patch = annotationPatch(desired, present?.annotations ?? {});
  const changes = Object.entries(patch).map(changeOf);
  return keptStep(
    'service-account',
    { kind: 'service-account', name: refText },
    `ServiceAccount ${spec.namespace}/${spec.name} in ${config.name}`,
    changes.length === 0
      ? 'it is managed elsewhere'
      : `it is managed elsewhere. Change its annotations there: ${changes.join(
          ', ',
        )}`,
  );
}

/** The role that an existing ServiceAccount names at the moment. */
function namedRole({
  serviceAccount,
}: Pick<Observed, 'serviceAccount'>): string | undefined {
  return valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
}

/** Whether an existing ServiceAccount still names a role that it is to leave: nobody takes that role from its pods before its annotation is changed. */
export function stillNamesOther(
  { spec, roleArn }: Desired,
  observed: Pick<Observed, 'serviceAccount'>,
): boolean {
  const named = namedRole(observed);
  return isExisting(spec) && named !== undefined && named !== roleArn;
}

/** Whether an existing ServiceAccount does not name its role yet: until then pods need the association that they have. */
export function awaitsRole(
  { spec, roleArn, association }: Desired,
  observed: Pick<Observed, 'serviceAccount'>,
): boolean {
  return isExisting(spec) && !association && namedRole(observed) !== roleArn;
}
