import type { ObservedRoleForDeletion } from './observedForDeletion';
import { valueOf } from '../../model/observation';
import type { ObservedRole } from '../../model/observed';
import {
  isDeletable,
  policiesOfOthers,
  type DeletionContext,
} from './deletable';
import {
  attachmentRecord,
  inlinePolicyRecord,
  tagRecord,
} from '../ownership/records';
import { CUT_OFF_POLICY, readCutOff } from '../../permissions/cutOffPolicy';
import { takeOffSteps } from '../objects/rolePolicySteps';
import { sameDocument } from '../sameDocument';
import { deletedPrincipals } from '../trust/deletedPrincipals';
import { servesOthers, trustWithout } from '../trust/trust';
import { whyTrustUnreadable } from '../trust/unreadableTrust';
import { changeStep, keptStep, type PlannedStep } from '../types';

/**
 * Removes the ServiceAccount from a role that stays. An adopted role that no other IAM service account uses also loses the policies and tags that
 * Backstage recorded as its own. Its permissions boundary stays, because it only limits. Everything without a record stays.
 */
export function leaveSteps(
  context: DeletionContext,
  role: ObservedRole,
  observed: ObservedRoleForDeletion,
): PlannedStep[] {
  const isOnlyUser =
    context.adopted.has(role.arn) && !context.shared.has(role.arn);
  const steps = [
    ...(isOnlyUser ? policySteps(context, role, observed) : []),
    ...trustSteps(context, role, observed),
    // The permissions to change an adopted role depend on its tags, so these go last.
    ...(isOnlyUser ? untagSteps(context, role) : []),
  ];
  const left =
    steps.length > 0
      ? steps
      : [
          keptStep(
            'role',
            { kind: 'role', name: role.arn },
            `Role ${role.name}`,
            `${reasonFor(context, role, observed)}${mayTrust(context)}`,
          ),
        ];
  return [...left, ...cutOffSteps(context, role, observed)];
}

/** Says that a role stays cut off, because Backstage forgets the cut-off of a role that no IAM service account has. */
function cutOffSteps(
  { shared }: DeletionContext,
  { arn, name }: ObservedRole,
  { inlinePolicies }: ObservedRoleForDeletion,
): PlannedStep[] {
  const reading = readCutOff(valueOf(inlinePolicies) ?? []);
  if (reading?.state !== 'cut-off' || shared.has(arn)) return [];
  return [
    keptStep(
      'cut-off-policy',
      { kind: 'role', name: arn },
      `Inline policy ${CUT_OFF_POLICY} of role ${name}`,
      'it denies all access with the role until an administrator deletes it',
    ),
  ];
}

/** Returns a hint if the statement of the cluster is unknown, because the cluster is not configured and several statements are possible. */
function mayTrust({ unconfigured, entry }: DeletionContext): string {
  return unconfigured && entry.providerArn === ''
    ? `. Its trust policy may still name ${entry.subject} for a cluster that is no longer in the configuration: remove that statement in AWS`
    : '';
}

function reasonFor(
  context: DeletionContext,
  role: ObservedRole,
  observed: ObservedRoleForDeletion,
): string {
  const unreadable = whyTrustUnreadable(role);
  if (unreadable !== undefined) {
    return `${unreadable}. If it trusts ${context.entry.subject}, an administrator must remove that statement`;
  }
  if (!isDeletable(role, context)) return 'it was not created by Backstage';
  if (servesOthers(role.trust.document, context.entry)) {
    return 'it serves others';
  }
  const names = policiesOfOthers(role, observed, context).map(arn =>
    arn.split('/').pop(),
  );
  return `others attached ${names.join(
    ', ',
  )}: an administrator must detach that first`;
}

/** Removes the policies that Backstage attached or wrote. */
function policySteps(
  { recorded }: DeletionContext,
  role: ObservedRole,
  { attachedPolicies, inlinePolicies }: ObservedRoleForDeletion,
): PlannedStep[] {
  const attached = (valueOf(attachedPolicies) ?? [])
    .flatMap(read => valueOf(read) ?? [])
    .filter(({ arn }) => recorded.has(attachmentRecord(role.arn, arn)));
  const inline = (valueOf(inlinePolicies) ?? []).filter(({ name }) =>
    recorded.has(inlinePolicyRecord(role.arn, name)),
  );
  return takeOffSteps(role, attached, inline);
}

function trustSteps(
  context: DeletionContext,
  role: ObservedRole,
  observed: ObservedRoleForDeletion,
): PlannedStep[] {
  const { entry } = context;
  const { arn, name, trust } = role;
  const target = { kind: 'role', name: arn } as const;
  if (trust.document === undefined) {
    const why = reasonFor(context, role, observed);
    return [keptStep('role', target, `Role ${name}`, why)];
  }
  const after = trustWithout(trust.document, entry);
  if (sameDocument(trust.document, after)) return [];
  const refused = deletedPrincipals(trust.document, name);
  if (refused.length > 0) {
    const why = `its trust policy cannot be changed. ${refused.join(' ')}`;
    return [keptStep('role', target, `Role ${name}`, why)];
  }
  return [
    changeStep({
      id: 'role',
      action: 'update',
      target,
      verb: 'Update',
      object: `trust policy of role ${name}: remove ${
        entry.subject
      } (the role stays: ${reasonFor(context, role, observed)})`,
      diff: [{ field: 'trustPolicy', before: trust.document, after }],
      effect: { type: 'remove-trust', name, entry },
    }),
  ];
}

function untagSteps(
  { recorded }: DeletionContext,
  { arn, name, tags }: ObservedRole,
): PlannedStep[] {
  const keys = Object.keys(tags).filter(key =>
    recorded.has(tagRecord(arn, key, tags[key])),
  );
  if (keys.length === 0) return [];
  return [
    changeStep({
      id: 'role-untag',
      action: 'update',
      target: { kind: 'role', name: arn },
      verb: 'Update',
      object: `tags of role ${name}: remove ${keys.join(', ')}`,
      diff: keys.map(key => ({
        field: `tags.${key}`,
        before: tags[key],
        after: null,
      })),
      effect: { type: 'untag-role', name, keys },
    }),
  ];
}
