import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedPlannedPolicy } from '../../model/observed';
import type { Desired } from '../types';
import { newPairs, planTags } from './tags';
import { sameDocument } from '../sameDocument';
import { changeStep, noneStep, type PlannedStep } from '../types';

/** The maximum number of versions of a managed policy. Source: "IAM and AWS STS quotas", IAM User Guide. */
const MAX_VERSIONS = 5;

/** Returns the oldest version that is not the default, if there is no room for another version. */
function versionToPrune(policy: ObservedPlannedPolicy): string | undefined {
  return policy.versionIds.length < MAX_VERSIONS
    ? undefined
    : policy.versionIds.find(id => id !== policy.defaultVersionId);
}

/** Describes the policy, with the KMS keys that it allows. */
function objectOf({ policyName, keyNotes = [] }: Desired): string {
  return [`policy ${policyName}`, ...keyNotes].join(', ');
}

function updateSteps(
  desired: Desired,
  present: ObservedPlannedPolicy,
  document: PolicyDocument,
): PlannedStep[] {
  const { policyArn: arn } = desired;
  const target = { kind: 'policy' as const, name: arn };
  const object = objectOf(desired);
  if (sameDocument(present.document.document, document)) {
    return [noneStep('policy', target, `P${object.slice(1)}`)];
  }
  const prune = versionToPrune(present);
  const update = changeStep({
    id: 'policy',
    action: 'update',
    target,
    verb: 'Update',
    object,
    diff: [
      {
        field: 'document',
        before: present.document.document ?? present.document.text,
        after: document,
      },
    ],
    effect: { type: 'create-policy-version', arn, document },
  });
  if (prune === undefined) return [update];
  return [
    changeStep({
      id: 'policy-version',
      action: 'delete',
      target,
      verb: 'Delete',
      object: `version ${prune} of policy ${desired.policyName}, to make room`,
      diff: [{ field: 'version', before: prune, after: null }],
      effect: { type: 'delete-policy-version', arn, versionId: prune },
    }),
    update,
  ];
}

/** Plans the managed policy with exactly the statements of the grants. A change creates a new default version. */
export function planPolicy(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const { policy: document, policyArn: arn, policyName, tags } = desired;
  if (!document) return [];
  const target = { kind: 'policy' as const, name: arn };
  const object = objectOf(desired);
  const present = valueOf(observed.plannedPolicy);
  if (!present) {
    return [
      changeStep({
        id: 'policy',
        action: 'create',
        target,
        verb: 'Create',
        object,
        diff: [
          { field: 'document', before: null, after: document },
          ...newPairs('tags', tags),
        ],
        effect: {
          type: 'create-policy',
          arn,
          name: policyName,
          path: desired.path,
          document,
          tags,
        },
      }),
    ];
  }
  const tagged = { arn, name: policyName, present: present.tags };
  return [
    ...updateSteps(desired, present, document),
    ...planTags({ kind: 'policy', ...tagged }, tags, recorded),
  ];
}
