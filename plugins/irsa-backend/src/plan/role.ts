import { PREFIX } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed, ObservedRole } from '../observe/types';
import type { Desired } from './desired';
import { diffPairs, newPairs } from './pairs';
import { sameDocument } from './sameDocument';
import { mergedTrust, trustEntryOf } from './trust';
import { changeStep, noneStep, type Pairs, type PlannedStep } from './types';

function trustSentence(desired: Desired): string {
  const { spec, config, roleName } = desired;
  return `role ${roleName} (trusts ${spec.namespace}/${spec.name} in ${config.name})`;
}

/** A role that several ServiceAccounts share says whose it is, not which of them it is for: the trust policy does. */
function roleTags({ spec, tags }: Desired): Pairs {
  if (spec.roleName === undefined) return tags;
  const ofOne = new Set(
    ['cluster', 'namespace', 'service-account', 'entity'].map(
      name => `${PREFIX}${name}`,
    ),
  );
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !ofOne.has(key)),
  );
}

function updateSteps(desired: Desired, present: ObservedRole): PlannedStep[] {
  const { roleArn, roleName: name } = desired;
  const entry = trustEntryOf(desired);
  const trust = mergedTrust(present.trust.document, entry);
  const tags = roleTags(desired);
  const target = { kind: 'role' as const, name: roleArn };
  const steps = sameDocument(present.trust.document, trust)
    ? [noneStep('role', target, `Role ${name}`)]
    : [
        changeStep({
          id: 'role',
          action: 'update',
          target,
          verb: 'Update',
          object: `trust policy of ${trustSentence(desired)}`,
          diff: [
            {
              field: 'trustPolicy',
              before: present.trust.document ?? present.trust.text,
              after: trust,
            },
          ],
          effect: { type: 'update-trust-policy', name, entry },
        }),
      ];
  const tagDiff = diffPairs('tags', present.tags, tags);
  if (tagDiff.length > 0) {
    steps.push(
      changeStep({
        id: 'role-tags',
        action: 'update',
        target,
        verb: 'Update',
        object: `tags of role ${name}`,
        diff: tagDiff,
        effect: { type: 'tag-role', name, tags },
      }),
    );
  }
  return steps;
}

/** The role that trusts exactly this ServiceAccount. It is updated in place: made again, resource policies that name it would not know it. */
export function planRole(desired: Desired, observed: Observed): PlannedStep[] {
  const present = valueOf(observed.role);
  if (present) return updateSteps(desired, present);
  const { roleArn, roleName, path } = desired;
  const trust = mergedTrust(undefined, trustEntryOf(desired));
  const tags = roleTags(desired);
  return [
    changeStep({
      id: 'role',
      action: 'create',
      target: { kind: 'role', name: roleArn },
      verb: 'Create',
      object: trustSentence(desired),
      diff: [
        { field: 'trustPolicy', before: null, after: trust },
        ...newPairs('tags', tags),
      ],
      effect: {
        type: 'create-role',
        arn: roleArn,
        name: roleName,
        path,
        trust,
        tags,
      },
    }),
  ];
}
