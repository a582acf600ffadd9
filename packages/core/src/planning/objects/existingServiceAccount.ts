import { EKS_ANNOTATIONS } from '../../model/annotations';
import { isExisting } from '../../model/spec/existing';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedServiceAccount } from '../../model/observed';
import { annotationPatch, ownAnnotations } from './annotationPatch';
import { changeStep, keptStep, type Desired, type PlannedStep } from '../types';

const ID = 'service-account';

const NOTHING = { annotations: {}, applied: [] };

function changeOf([key, value]: [string, string | null]): string {
  return value === null ? `remove ${key}` : `set ${key} to ${value}`;
}

/** Plans an existing ServiceAccount: changes its annotations if Backstage may. If not, the step says what to change in the tool that manages it. */
export function planExisting(
  desired: Desired,
  present: ObservedServiceAccount | undefined,
): PlannedStep {
  const { spec, config, refText, association } = desired;
  const { namespace, name } = spec;
  const target = { kind: ID, name: refText } as const;
  const object = `ServiceAccount ${namespace}/${name} in ${config.name}`;
  const own = present && ownAnnotations(desired, present);
  if (own) {
    const { annotations, diff } = own;
    const { uid } = present;
    return changeStep({
      ...{ id: ID, action: 'update', target, verb: 'Update', diff },
      object: `annotations of ${object}`,
      effect: {
        type: 'annotate-service-account',
        ...{ namespace, name, uid, annotations },
        ...(association && { associatedIn: config.eksName }),
      },
    });
  }
  const patch = annotationPatch(desired, present ?? NOTHING);
  const changes = Object.entries(patch).map(changeOf);
  return keptStep(
    ID,
    target,
    object,
    changes.length === 0
      ? 'it is managed elsewhere'
      : `it is managed elsewhere. Change its annotations there: ${changes.join(
          ', ',
        )}`,
  );
}

/** Returns the role that an existing ServiceAccount names after the plan is applied. */
function namedRole(
  desired: Desired,
  { serviceAccount }: Pick<Observed, 'serviceAccount'>,
): string | undefined {
  const account = valueOf(serviceAccount);
  if (!account) return undefined;
  const { annotations } = ownAnnotations(desired, account) ?? account;
  return annotations[EKS_ANNOTATIONS.roleArn];
}

/** Checks whether an existing ServiceAccount still names a role that it will leave. Its pods keep that role until the annotation is changed. */
export function stillNamesOther(
  desired: Desired,
  observed: Pick<Observed, 'serviceAccount'>,
): boolean {
  const named = namedRole(desired, observed);
  return (
    isExisting(desired.spec) && named !== undefined && named !== desired.roleArn
  );
}

/** Checks whether an existing ServiceAccount does not name its role yet. Until it does, pods need their current association. */
export function awaitsRole(
  desired: Desired,
  observed: Pick<Observed, 'serviceAccount'>,
): boolean {
  const { spec, roleArn, association } = desired;
  return (
    isExisting(spec) && !association && namedRole(desired, observed) !== roleArn
  );
}
