import { valueOf } from '../model/observation';
import type { ObservedRoleForDeletion } from './observedForDeletion';
import type { ObservedRole } from '../model/observed';
import { describeTool, otherTool } from './rules/otherTools';
import { isDeletable, type DeletionContext } from './deletable';
import { leaveSteps } from './leaveRole';
import { deleteInlineStep, detachStep } from './rolePolicySteps';
import { servesOthers } from './trust';
import { changeStep, keptStep, type PlannedStep } from './types';

/** The role goes when it is ours and serves nobody else. Otherwise our ServiceAccount leaves it. */
export function deleteRoleSteps(
  context: DeletionContext,
  observed: ObservedRoleForDeletion,
): PlannedStep[] {
  const role = valueOf(observed.role);
  if (!role) return [];
  const tool = otherTool(role.tags);
  if (tool) {
    const target = { kind: 'role', name: role.arn } as const;
    return [keptStep('role', target, `Role ${role.name}`, describeTool(tool))];
  }
  const goes =
    isDeletable(role, context) &&
    !servesOthers(role.trust.document, context.entry);
  const attached = (valueOf(observed.attachedPolicies) ?? []).flatMap(
    read => valueOf(read)?.arn ?? [],
  );
  if (goes) {
    const inline = valueOf(observed.inlinePolicies) ?? [];
    return [
      ...attached.map((arn, index) => detachStep(role, arn, index)),
      ...inline.map((policy, index) => deleteInlineStep(role, policy, index)),
      deleteStep(context, role),
    ];
  }
  return leaveSteps(context, role, observed);
}

function deleteStep(
  { entry }: DeletionContext,
  { arn, name, trust }: ObservedRole,
): PlannedStep {
  return changeStep({
    id: 'role',
    action: 'delete',
    target: { kind: 'role', name: arn },
    verb: 'Delete',
    object: `role ${name}`,
    diff: [
      {
        field: 'trustPolicy',
        before: trust.document ?? trust.text,
        after: null,
      },
    ],
    effect: { type: 'delete-role', name, entry },
  });
}
