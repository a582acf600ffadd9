import { parsePolicy } from '@backstage-irsa/iam-policy';
import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import { type FieldDiff } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedAssociation } from '../../model/observed';
import { ADOPT_KEY, ADOPTED_KEY } from '../ownership/adoptionConsent';
import { awaitsRole } from './existingServiceAccount';
import type { Desired, DesiredAssociation } from '../types';
import { diffPairs, newPairs, staleTags } from './tags';
import { associationRecord } from '../ownership/records';
import { sameDocument } from '../sameDocument';
import {
  changeStep,
  noneStep,
  type AssociationEffect,
  type PlannedStep,
} from '../types';

const ID = 'pod-identity-association';

function targetOf({ refText }: { refText: string }) {
  return { kind: ID, name: associationRecord(refText) } as const;
}

function objectOf({ spec, config }: Desired): string {
  return `EKS Pod Identity association of ${spec.namespace}/${spec.name} in ${config.name}`;
}

function effectOf(
  { spec, config }: Desired,
  association: DesiredAssociation,
): AssociationEffect {
  const { namespace, name } = spec;
  return { clusterName: config.eksName, namespace, name, ...association };
}

function fieldsOf(
  association: Pick<
    DesiredAssociation,
    'roleArn' | 'targetRoleArn' | 'disableSessionTags' | 'policy'
  >,
): FieldDiff[] {
  const { roleArn, targetRoleArn, disableSessionTags, policy } = association;
  return [
    { field: 'roleArn', before: null, after: roleArn },
    { field: 'targetRoleArn', before: null, after: targetRoleArn ?? null },
    { field: 'disableSessionTags', before: null, after: disableSessionTags },
    { field: 'sessionPolicy', before: null, after: policy ?? null },
  ];
}

function createStep(
  desired: Desired,
  association: DesiredAssociation,
): PlannedStep {
  return changeStep({
    id: ID,
    action: 'create',
    target: targetOf(desired),
    verb: 'Create',
    object: objectOf(desired),
    diff: [
      ...fieldsOf(association).filter(({ after }) => after !== null),
      ...newPairs('tags', association.tags),
    ],
    effect: { type: 'create-association', ...effectOf(desired, association) },
  });
}

function deleteStep(
  place: { refText: string; clusterName: string; object: string },
  present: ObservedAssociation,
  id = ID,
): PlannedStep {
  const { clusterName, object } = place;
  return changeStep({
    id,
    action: 'delete',
    target: targetOf(place),
    verb: 'Delete',
    object,
    diff: [{ field: 'roleArn', before: present.roleArn, after: null }],
    effect: { type: 'delete-association', clusterName, id: present.id },
  });
}

function changedFields(
  present: ObservedAssociation,
  wanted: DesiredAssociation,
): FieldDiff[] {
  const policy =
    present.policy === undefined
      ? undefined
      : parsePolicy(present.policy).document;
  const before = fieldsOf({ ...present, policy });
  return fieldsOf(wanted)
    .map(({ field, after }, index) => ({
      field,
      before:
        field === 'sessionPolicy'
          ? policy ?? present.policy ?? null
          : before[index].after,
      after,
    }))
    .filter(({ field, before: old, after }) =>
      field === 'sessionPolicy' && policy && wanted.policy
        ? !sameDocument(policy, wanted.policy)
        : old !== after,
    );
}

/** Checks whether the change removes a target role or a session policy: EKS can change these, but not remove them. */
function isBeyondUpdate(diff: FieldDiff[]): boolean {
  return diff.some(
    ({ field, after }) =>
      ['targetRoleArn', 'sessionPolicy'].includes(field) && after === null,
  );
}

function updateSteps(
  desired: Desired,
  present: ObservedAssociation,
  wanted: DesiredAssociation,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const target = targetOf(desired);
  const object = objectOf(desired);
  const diff = changedFields(present, wanted);
  const tags = tagSteps(desired, present, wanted, recorded);
  // The tags of an adopted association allow Backstage to change it, so they come first.
  const [first, last] = ADOPTED_KEY in wanted.tags ? [tags, []] : [[], tags];
  if (isBeyondUpdate(diff)) {
    const { eksName: clusterName } = desired.config;
    const place = { ...desired, clusterName, object };
    return [
      ...first,
      deleteStep(place, present, `${ID}-replaced`),
      createStep(desired, wanted),
    ];
  }
  return [
    ...first,
    diff.length === 0
      ? noneStep(ID, target, object)
      : changeStep({
          id: ID,
          action: 'update',
          target,
          verb: 'Update',
          object,
          diff,
          effect: {
            type: 'update-association',
            id: present.id,
            ...effectOf(desired, wanted),
          },
        }),
    ...last,
  ];
}

/**
 * Sets tags that are missing or differ, and removes Backstage's tags that are no longer requested. Tags that others set stay. The consent to an
 * adoption allows Backstage to change them, so it is removed afterwards.
 */
function tagSteps(
  desired: Desired,
  { arn, tags: present = {} }: ObservedAssociation,
  { tags }: DesiredAssociation,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const target = targetOf(desired);
  const object = `tags of ${objectOf(desired)}`;
  const diff = diffPairs('tags', present, tags);
  const stale = staleTags(desired.refText, { present, wanted: tags }, recorded);
  const step = { action: 'update', target, verb: 'Update' } as const;
  const remove = (id: string, keys: string[], what: string) =>
    changeStep({
      ...step,
      id: `${ID}-${id}`,
      object: `${object}: ${what}`,
      diff: keys.map(key => ({
        field: `tags.${key}`,
        before: present[key],
        after: null,
      })),
      effect: { type: 'untag-association', arn, keys },
    });
  const tag = changeStep({
    ...step,
    id: `${ID}-tags`,
    object,
    diff,
    effect: { type: 'tag-association', arn, tags },
  });
  return [
    // Remove tags first to make room: EKS allows 50.
    ...(stale.length > 0
      ? [remove('untag', stale, `take ${stale.join(', ')} off`)]
      : []),
    ...(diff.length > 0 ? [tag] : []),
    ...(ADOPTED_KEY in tags && ADOPT_KEY in present
      ? [remove('consent', [ADOPT_KEY], 'remove the consent to its adoption')]
      : []),
  ];
}

/** Plans the association of a ServiceAccount that uses EKS Pod Identity. It precedes the ServiceAccount, so that no pod starts without it. */
export function planAssociation(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const { association } = desired;
  if (!association) return [];
  const present = valueOf(observed.association);
  return present
    ? updateSteps(desired, present, association, recorded)
    : [createStep(desired, association)];
}

/** Plans the deletion of Backstage's association of a ServiceAccount that now uses IRSA. New pods then get the annotated role. */
export function planNoAssociation(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const present = valueOf(observed.association);
  if (
    desired.association ||
    awaitsRole(desired, observed) ||
    present?.tags?.[MANAGED_BY_KEY] !== MANAGED_BY ||
    !recorded.has(associationRecord(desired.refText))
  ) {
    return [];
  }
  const { refText, config } = desired;
  const place = {
    refText,
    clusterName: config.eksName,
    object: objectOf(desired),
  };
  return [deleteStep(place, present)];
}

/** Returns the step that deletes the association, which ends the access. Call this only if Backstage created the association. */
export function deleteAssociationSteps(
  place: { refText: string; clusterName: string; object: string },
  present: ObservedAssociation | undefined,
): PlannedStep[] {
  return present ? [deleteStep(place, present)] : [];
}
