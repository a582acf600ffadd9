import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '../../model/annotations';
import type { ObservedServiceAccount } from '../../model/observed';
import { describeTool, managingTool } from '../rules/otherTools';
import { NOT_CONFIGURED, type DeletionContext } from './deletable';
import { diffPairs } from '../objects/tags';
import { isRecreated } from '../ownership/records';
import { changeStep, keptStep, type Pairs, type PlannedStep } from '../types';

const ID = 'service-account';

/**
 * Deletes the ServiceAccount if Backstage created it. An adopted ServiceAccount loses what Backstage wrote on it; one that is managed outside
 * Backstage loses only the annotations that Backstage applied.
 */
export function deleteServiceAccountSteps(
  context: DeletionContext,
  present: ObservedServiceAccount | undefined,
): PlannedStep[] {
  const { ref, refText, recorded, adopted, entityRef } = context;
  const { namespace, name } = ref;
  const target = { kind: ID, name: refText } as const;
  const object = `ServiceAccount ${namespace}/${name} in ${ref.cluster}`;
  if (context.unconfigured) {
    const why = `${NOT_CONFIGURED}. If the cluster still exists, remove the annotation ${EKS_ANNOTATIONS.roleArn} there, or delete the ServiceAccount. Its pods get no AWS access with it`;
    return [keptStep(ID, target, object, why)];
  }
  if (!present) return [];
  const { uid, annotations, labels } = present;
  if (context.existing) {
    return [
      removeApplied(context, present, object) ??
        keptStep(ID, target, object, whyKept(annotations, recorded)),
    ];
  }
  if (isRecreated(recorded, refText, uid)) {
    const why = 'it was deleted and recreated by someone else';
    return [keptStep(ID, target, object, why)];
  }
  const ours =
    labels[MANAGED_BY_KEY] === MANAGED_BY &&
    annotations[ENTITY_KEY] === entityRef &&
    recorded.has(refText);
  if (!ours) {
    return [keptStep(ID, target, object, 'it is not managed by Backstage')];
  }
  const tool = managingTool({ ...labels, ...annotations }, recorded);
  if (tool) return [keptStep(ID, target, object, describeTool(tool))];
  if (adopted.has(refText)) return [release(context, present, object)];
  return [
    changeStep({
      id: ID,
      action: 'delete',
      target,
      verb: 'Delete',
      object,
      diff: [{ field: 'name', before: name, after: null }],
      effect: { type: 'delete-service-account', namespace, name, uid },
    }),
  ];
}

/** Removes the annotations that Backstage applied. Undefined if there are none, or if another tool took over the role, which pods keep using. */
function removeApplied(
  { ref, refText, recorded }: DeletionContext,
  { uid, annotations, applied }: ObservedServiceAccount,
  object: string,
): PlannedStep | undefined {
  const role = annotations[EKS_ANNOTATIONS.roleArn];
  const isKept = role !== undefined && !recorded.has(role);
  if (applied.length === 0 || isKept) return undefined;
  const { namespace, name } = ref;
  return changeStep({
    ...{ id: ID, action: 'update', verb: 'Update' },
    target: { kind: ID, name: refText },
    object: `${object}: remove the annotations that Backstage applied`,
    diff: applied.map(key => ({
      field: `annotations.${key}`,
      before: annotations[key],
      after: null,
    })),
    effect: {
      type: 'annotate-service-account',
      ...{ namespace, name, uid, annotations: {} },
    },
  });
}

/** Returns why the ServiceAccount stays. An annotation that names a deleted role must be removed, because new pods would get that role. */
function whyKept(annotations: Pairs, recorded: ReadonlySet<string>): string {
  const role = annotations[EKS_ANNOTATIONS.roleArn];
  return role !== undefined && recorded.has(role)
    ? `it is managed elsewhere. Remove its annotation ${EKS_ANNOTATIONS.roleArn} there, which names ${role}`
    : 'it is managed elsewhere';
}

function release(
  { ref, refText }: DeletionContext,
  { uid, annotations }: ObservedServiceAccount,
  object: string,
): PlannedStep {
  const { namespace, name } = ref;
  const ours = [...Object.values(EKS_ANNOTATIONS), ENTITY_KEY].filter(
    key => key in annotations,
  );
  const labels = [MANAGED_BY_KEY];
  return changeStep({
    id: ID,
    action: 'update',
    target: { kind: ID, name: refText },
    verb: 'Update',
    object: `${object}: take the role off, and leave the rest`,
    diff: diffPairs(
      'annotations',
      {},
      Object.fromEntries(ours.map(key => [key, annotations[key]])),
    ).map(({ field, after }) => ({ field, before: after, after: null })),
    effect: {
      type: 'release-service-account',
      namespace,
      name,
      uid,
      annotations: ours,
      labels,
    },
  });
}
