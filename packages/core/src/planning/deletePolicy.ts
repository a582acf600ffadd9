import { parseArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { ObservedPolicyForDeletion } from './observedForDeletion';
import { describeTool, otherTool } from './rules/otherTools';
import { isDeletable, type DeletionContext } from './deletable';
import { changeStep, keptStep, type PlannedStep } from './types';

/**
 * The policy goes when it is ours and on nothing any more: first its other versions, as IAM asks.
 *
 * @param before - The steps before it, which take it off roles.
 */
export function deletePolicySteps(
  context: DeletionContext,
  observed: ObservedPolicyForDeletion,
  before: PlannedStep[],
): PlannedStep[] {
  const policy = valueOf(observed.policy);
  if (!policy) return [];
  const { arn, name } = policy;
  const target = { kind: 'policy', name: arn } as const;
  const object = `policy ${name}`;
  const tool = otherTool(policy.tags);
  if (tool || !isDeletable(policy, context)) {
    const why = tool ? describeTool(tool) : 'this product did not make it';
    return [keptStep('policy', target, `Policy ${name}`, why)];
  }
  // A role of its name in another account is another one.
  const freed = before.flatMap(({ effect, target: role }) =>
    effect?.type === 'detach-role-policy' &&
    effect.policyArn === arn &&
    accountOf(role.name) === accountOf(arn)
      ? `role/${effect.roleName}`
      : [],
  );
  const others = (valueOf(observed.users) ?? []).filter(
    user => !freed.includes(user),
  );
  if (others.length > 0) {
    const why = `it serves ${others.join(', ')}`;
    return [keptStep('policy', target, `Policy ${name}`, why)];
  }
  const versions = policy.versionIds.filter(
    id => id !== policy.defaultVersionId,
  );
  return [
    ...versions.map(versionId =>
      changeStep({
        id: `policy-version-${versionId}`,
        action: 'delete',
        target,
        verb: 'Delete',
        object: `version ${versionId} of ${object}`,
        diff: [{ field: 'version', before: versionId, after: null }],
        effect: { type: 'delete-policy-version', arn, versionId },
      }),
    ),
    changeStep({
      id: 'policy',
      action: 'delete',
      target,
      verb: 'Delete',
      object,
      diff: [
        {
          field: 'document',
          before: policy.document.document ?? policy.document.text,
          after: null,
        },
      ],
      effect: { type: 'delete-policy', arn },
    }),
  ];
}

/** An attachment is named by the role first. */
function accountOf(name: string): string | undefined {
  return parseArn(name.split(' ')[0])?.accountId;
}
