import { EKS_ANNOTATIONS } from '../../model/annotations';
import { parseArn } from '../../arn/arn';
import { isExisting } from '../../model/spec/existing';
import { type FieldDiff } from '../../model/types';
import { ADOPTED_KEY } from './adoptionConsent';
import { objectOf } from '../stepAccount';
import type { Desired } from '../types';
import type { Pairs, PlannedStep } from '../types';

/** The webhook annotations that are only written if requested. Backstage removes those that it wrote. */
const RECORDED_ANNOTATIONS: string[] = [
  EKS_ANNOTATIONS.audience,
  EKS_ANNOTATIONS.stsRegionalEndpoints,
];

/** Returns the record that Backstage attached a managed policy to a role. */
export function attachmentRecord(roleArn: string, policyArn: string): string {
  return `${roleArn} ${policyArn}`;
}

/** Returns the record that Backstage set the permissions boundary of a role. */
export function boundaryRecord(roleArn: string, boundaryArn: string): string {
  return `${roleArn} permissions-boundary ${boundaryArn}`;
}

/** Returns the record that Backstage wrote an inline policy of a role. An earlier policy of the same name has no record. */
export function inlinePolicyRecord(
  roleArn: string,
  policyName: string,
): string {
  return `${roleArn} inline-policy ${policyName}`;
}

/**
 * Returns the record that Backstage set a tag of a role or policy, or of the association of the ServiceAccount `object`. A tag with another value does
 * not match the record.
 */
export function tagRecord(object: string, key: string, value: string): string {
  return `${object} tag ${key}=${value}`;
}

/** Returns the record that Backstage set an annotation of a ServiceAccount. */
export function annotationRecord(
  refText: string,
  key: string,
  value: string,
): string {
  return `${refText} annotation ${key}=${value}`;
}

/** Returns the record of a ServiceAccount's UID. */
export function uidRecord(refText: string, uid: string): string {
  return `${refText} uid ${uid}`;
}

/** Returns the UID records of the ServiceAccounts of a name. */
export function uidRecords(
  recorded: ReadonlySet<string>,
  refText: string,
): string[] {
  const prefix = uidRecord(refText, '');
  return [...recorded].filter(record => record.startsWith(prefix));
}

/** Checks whether a ServiceAccount differs from the recorded one. A recreated ServiceAccount inherits nothing. */
export function isRecreated(
  recorded: ReadonlySet<string>,
  refText: string,
  uid: string,
): boolean {
  const known = uidRecords(recorded, refText);
  return known.length > 0 && !known.includes(uidRecord(refText, uid));
}

/** Returns the recorded ARNs of roles or policies, without the records of their details. */
export function recordedArns(
  kind: 'role' | 'policy',
  recorded: ReadonlySet<string>,
): string[] {
  return [...recorded].filter(
    object =>
      !isDetail(object) && parseArn(object)?.resource.startsWith(`${kind}/`),
  );
}

/** Checks whether a record describes a detail of an object, such as its boundary. Such a record begins with the object's name. */
export function isDetail(record: string): boolean {
  return record.includes(' ');
}

const DETAIL =
  /^\S+ (arn:\S+|(permissions-boundary|inline-policy|tag|annotation|uid|returned-from) .*|pod-identity-association)$/s;

function isKnownRecord(object: string): boolean {
  if (isDetail(object)) return DETAIL.test(object);
  const arn = parseArn(object);
  return arn
    ? /^(role|policy)\//.test(arn.resource) && arn.service === 'iam'
    : object.split('/').length === 3;
}

/** Returns the records that only a newer version can have written. This version cannot delete their objects, so it must not forget them. */
export function newerRecords(records: Iterable<string>): string[] {
  return [...records].filter(record => !isKnownRecord(record));
}

function tagRecords(arn: string, tags: Pairs): string[] {
  return Object.entries(tags).map(([key, value]) => tagRecord(arn, key, value));
}

function annotationRecords(refText: string, annotations: Pairs): string[] {
  return RECORDED_ANNOTATIONS.filter(key => key in annotations).map(key =>
    annotationRecord(refText, key, annotations[key]),
  );
}

/** Returns the pairs under a field of a diff, such as `tags.<key>`, before or after the change. */
function pairsOf(
  diff: FieldDiff[],
  field: string,
  side: 'before' | 'after',
): Pairs {
  const prefix = `${field}.`;
  return Object.fromEntries(
    diff.flatMap(change => {
      const value = change[side];
      return change.field.startsWith(prefix) && typeof value === 'string'
        ? [[change.field.slice(prefix.length), value]]
        : [];
    }),
  );
}

/** Returns the record that Backstage created a ServiceAccount's association. It has no ARN, which is only known after the creation. */
export function associationRecord(refText: string): string {
  return `${refText} pod-identity-association`;
}

/** Returns the records of what a step creates. They are written before the step runs, as the only later proof of Backstage's ownership. */
export function recordsOf({
  action,
  effect,
  target,
  diff,
}: PlannedStep): string[] {
  const { name } = target;
  switch (effect?.type) {
    case 'attach-role-policy':
      return [name];
    case 'create-association':
      return [name, ...tagRecords(objectOf({ target }), effect.tags)];
    case 'create-policy':
      return [name, ...tagRecords(name, effect.tags)];
    case 'create-role':
      return [
        name,
        ...(effect.boundaryArn === undefined
          ? []
          : [boundaryRecord(name, effect.boundaryArn)]),
        ...tagRecords(name, effect.tags),
      ];
    case 'tag-role':
    case 'tag-policy':
    case 'tag-association':
      return tagRecords(objectOf({ target }), pairsOf(diff, 'tags', 'after'));
    case 'put-role-boundary':
      return [boundaryRecord(name, effect.boundaryArn)];
    case 'put-role-policy':
      return action === 'create'
        ? [inlinePolicyRecord(name, effect.policyName)]
        : [];
    case 'create-service-account':
      return [name, ...annotationRecords(name, effect.annotations)];
    case 'patch-service-account':
      return annotationRecords(name, pairsOf(diff, 'annotations', 'after'));
    default:
      return [];
  }
}

/** Returns the records to delete after a step: if somebody recreates the objects that the step removed, they are not Backstage's. */
export function endedBy({ effect, target, diff }: PlannedStep): string[] {
  const { name } = target;
  switch (effect?.type) {
    case 'detach-role-policy':
      return [name];
    case 'delete-role-policy':
      return [inlinePolicyRecord(name, effect.policyName)];
    case 'put-role-boundary':
    case 'delete-role-boundary':
      return diff.flatMap(({ before }) =>
        typeof before === 'string' ? [boundaryRecord(name, before)] : [],
      );
    case 'tag-role':
    case 'untag-role':
    case 'tag-policy':
    case 'untag-policy':
    case 'tag-association':
    case 'untag-association':
      return tagRecords(objectOf({ target }), pairsOf(diff, 'tags', 'before'));
    case 'patch-service-account':
      return annotationRecords(name, pairsOf(diff, 'annotations', 'before'));
    default:
      return [];
  }
}

/** Returns the records of the objects that a step deletes as a whole. They can be needed until the whole plan is done. */
export function deletedBy({ effect, target }: PlannedStep): string[] {
  switch (effect?.type) {
    case 'delete-role':
    case 'delete-policy':
    case 'delete-association':
      return [target.name];
    default:
      return [];
  }
}

/** Returns the records of what Backstage sets on a role. */
function roleRecords({
  roleArn,
  boundaryArn,
  tags,
  adoptedBy,
  inlinePolicy,
  policyName,
}: Desired): string[] {
  return [
    ...(inlinePolicy === undefined
      ? []
      : [inlinePolicyRecord(roleArn, policyName)]),
    ...(adoptedBy === undefined
      ? []
      : [tagRecord(roleArn, ADOPTED_KEY, adoptedBy)]),
    ...(boundaryArn === undefined
      ? []
      : [boundaryRecord(roleArn, boundaryArn)]),
    ...tagRecords(roleArn, tags),
  ];
}

/**
 * Returns all records that can exist once everything matches the spec. The record of an association stays as long as pods can have credentials from
 * it, because the plan looks for these pods only if the record exists.
 */
export function wantedRecords(desired: Desired): string[] {
  const { refText, roleArn, policyArn, podRole, spec } = desired;
  const byAssociation = desired.association !== undefined || desired.keepsOther;
  const attached = [
    ...desired.managedPolicyArns,
    ...(desired.policy ? [policyArn] : []),
  ];
  return [
    ...(isExisting(spec)
      ? []
      : [refText, ...annotationRecords(refText, desired.annotations)]),
    roleArn,
    policyArn,
    ...(byAssociation ? [associationRecord(refText)] : []),
    ...tagRecords(refText, desired.association?.tags ?? {}),
    ...attached.map(arn => attachmentRecord(roleArn, arn)),
    ...roleRecords(desired),
    ...(podRole ? [podRole.roleArn, ...roleRecords(podRole)] : []),
    ...tagRecords(policyArn, desired.tags),
  ];
}
