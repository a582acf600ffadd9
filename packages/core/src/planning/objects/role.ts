import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRole } from '../../model/observed';
import { DEFAULT_SESSION_SECONDS } from '../../model/spec/role';
import type { Desired } from '../types';
import { newPairs, planTags, removeConsentStep } from './tags';
import { sameDocument } from '../sameDocument';
import { sessionOf } from './session';
import { ADOPT_KEY, ADOPTED_KEY } from '../ownership/adoptionConsent';
import { mergedTrust } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';
import { whyTrustUnreadable } from '../trust/unreadableTrust';
import {
  changeStep,
  keptStep,
  noneStep,
  type Pairs,
  type PlannedStep,
} from '../types';

/** Returns the trust policy after the plan is applied: with the spec's ServiceAccount, and with all statements of others. */
export function trustAfter(
  desired: Desired,
  { role }: Pick<Observed, 'role'>,
): PolicyDocument {
  const present = valueOf(role)?.trust.document;
  return mergedTrust(present, trustEntryOf(desired));
}

function trustSentence(desired: Desired): string {
  const { spec, config, roleName, accountId, podRole } = desired;
  if (podRole) {
    return `role ${roleName} of account ${accountId} (trusts role ${podRole.roleName} of account ${podRole.accountId}, for ${spec.namespace}/${spec.name} in ${config.name})`;
  }
  return `role ${roleName} (trusts ${spec.namespace}/${spec.name} in ${config.name})`;
}

function trustSteps(desired: Desired, present: ObservedRole): PlannedStep[] {
  const { roleArn, roleName: name } = desired;
  const target = { kind: 'role' as const, name: roleArn };
  const why = whyTrustUnreadable(present);
  if (why !== undefined) {
    return [keptStep('role', target, `Role ${name}`, why)];
  }
  const before = present.trust.document;
  const entry = trustEntryOf(desired);
  const after = mergedTrust(before, entry);
  return sameDocument(before, after)
    ? [noneStep('role', target, `Role ${name}`)]
    : [
        changeStep({
          id: 'role',
          action: 'update',
          target,
          verb: 'Update',
          object: `trust policy of ${trustSentence(desired)}`,
          diff: [{ field: 'trustPolicy', before, after }],
          effect: { type: 'update-trust-policy', name, entry },
        }),
      ];
}

function updateSteps(
  desired: Desired,
  present: ObservedRole,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  return [
    ...trustSteps(desired, present),
    ...tagSteps(desired, present, recorded),
  ];
}

/** Returns the tags of the role after the plan, without those that others set. */
export function wantedTags({
  adoptedBy,
  tags,
}: Pick<Desired, 'adoptedBy' | 'tags'>): Pairs {
  return adoptedBy === undefined ? tags : { ...tags, [ADOPTED_KEY]: adoptedBy };
}

function tagSteps(
  desired: Desired,
  present: ObservedRole,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const { adoptedBy, roleArn, roleName } = desired;
  const tagged = {
    kind: 'role' as const,
    arn: roleArn,
    name: roleName,
    present: present.tags,
  };
  const steps = planTags(tagged, wantedTags(desired), recorded);
  // The consent allows Backstage to set its tags, so it is removed after them.
  return adoptedBy !== undefined && ADOPT_KEY in present.tags
    ? [...steps, removeConsentStep(tagged)]
    : steps;
}

/** Plans the role. A new role trusts only this ServiceAccount. Updates a role in place: resource policies would not match a recreated role. */
export function planRole(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const present = valueOf(observed.role);
  if (present) return updateSteps(desired, present, recorded);
  const { roleArn, roleName, trust, tags, path, boundaryArn } = desired;
  const maxSessionDurationSeconds = sessionOf(desired, DEFAULT_SESSION_SECONDS);
  return [
    changeStep({
      id: 'role',
      action: 'create',
      target: { kind: 'role', name: roleArn },
      verb: 'Create',
      object: trustSentence(desired),
      diff: [
        { field: 'trustPolicy', before: null, after: trust },
        ...(boundaryArn === undefined
          ? []
          : [
              {
                field: 'permissionsBoundaryArn',
                before: null,
                after: boundaryArn,
              },
            ]),
        {
          field: 'maxSessionDurationSeconds',
          before: null,
          after: maxSessionDurationSeconds,
        },
        ...newPairs('tags', tags),
      ],
      effect: {
        type: 'create-role',
        arn: roleArn,
        name: roleName,
        path,
        trust,
        tags,
        ...(boundaryArn !== undefined && { boundaryArn }),
        maxSessionDurationSeconds,
      },
    }),
  ];
}
