import { EKS_ANNOTATIONS } from '../../model/annotations';
import { parseArn } from '../../arn/arn';
import { isExisting } from '../../model/spec/existing';
import { type FieldDiff } from '../../model/types';
import { ADOPTED_KEY } from './adoptionConsent';
import type { Desired } from '../types';
import type { Pairs, PlannedStep } from '../types';

/** Annotations of the webhook that are written only when asked for: those that are ours are taken off again. */
const RECORDED_ANNOTATIONS: string[] = [
  EKS_ANNOTATIONS.audience,
  EKS_ANNOTATIONS.stsRegionalEndpoints,
];

/** The record that a managed policy was attached to a role by us. */
export function attachmentRecord(roleArn: string, policyArn: string): string {
  return `${roleArn} ${policyArn}`;
}

/** The record that a role has its boundary from us. */
export function boundaryRecord(roleArn: string, boundaryArn: string): string {
  return `${roleArn} permissions-boundary ${boundaryArn}`;
}

/** The record that a role has an inline policy from us. One that was there before and has its name is somebody else's. */
export function inlinePolicyRecord(
  roleArn: string,
  policyName: string,
): string {
  return `${roleArn} inline-policy ${policyName}`;
}

/** The record that a role or policy has a tag from us. With another value it is somebody else's. */
export function tagRecord(arn: string, key: string, value: string): string {
  return `${arn} tag ${key}=${value}`;
}

/** The record that a ServiceAccount has an annotation from us. */
export function annotationRecord(
  refText: string,
  key: string,
  value: string,
): string {
  return `${refText} annotation ${key}=${value}`;
}

/** The record of which ServiceAccount of a name it is. */
export function uidRecord(refText: string, uid: string): string {
  return `${refText} uid ${uid}`;
}

/** What the records say of which ServiceAccounts of a name were ours. */
export function uidRecords(
  recorded: ReadonlySet<string>,
  refText: string,
): string[] {
  const prefix = uidRecord(refText, '');
  return [...recorded].filter(record => record.startsWith(prefix));
}

/** Whether a ServiceAccount is another one than the one on record: one that was recreated inherits nothing. */
export function isRecreated(
  recorded: ReadonlySet<string>,
  refText: string,
  uid: string,
): boolean {
  const known = uidRecords(recorded, refText);
  return known.length > 0 && !known.includes(uidRecord(refText, uid));
}

/** The recorded ARNs of roles or of policies, without what is recorded about them. */
export function recordedArns(
  kind: 'role' | 'policy',
  recorded: ReadonlySet<string>,
): string[] {
  return [...recorded].filter(
    object =>
      !isDetail(object) && parseArn(object)?.resource.startsWith(`${kind}/`),
  );
}

/** Whether a record says something about an object, such as its boundary. It begins with the object's name. */
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

/** Those records that only a newer version can have written: this one would forget what it cannot delete. */
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

/** The pairs under a field of a diff, such as `tags.<key>`, before or after. */
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

/** The record that a ServiceAccount has its EKS Pod Identity association from us. Its ARN is known only once it is made. */
export function associationRecord(refText: string): string {
  return `${refText} pod-identity-association`;
}

/** What a step is about to make, as our records name it: written before it is made, and the only proof later that it is ours. */
export function recordsOf({
  action,
  effect,
  target,
  diff,
}: PlannedStep): string[] {
  const { name } = target;
  switch (effect?.type) {
    case 'attach-role-policy':
    case 'create-association':
      return [name];
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
      return tagRecords(name, pairsOf(diff, 'tags', 'after'));
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

/** What was recorded of things that a step has put an end to: if they are made again, it was not by us. */
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
      return tagRecords(name, pairsOf(diff, 'tags', 'before'));
    case 'patch-service-account':
      return annotationRecords(name, pairsOf(diff, 'annotations', 'before'));
    default:
      return [];
  }
}

/** What a role has from us. */
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
 * All that our records may hold once everything is as asked. An association that was ours is known until nothing is left that came by it: it is
 * why the plan looks for that.
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
    ...attached.map(arn => attachmentRecord(roleArn, arn)),
    ...roleRecords(desired),
    ...(podRole ? [podRole.roleArn, ...roleRecords(podRole)] : []),
    ...tagRecords(policyArn, desired.tags),
  ];
}
