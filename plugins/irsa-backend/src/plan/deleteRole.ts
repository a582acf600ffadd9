import { valueOf } from '../observe/observation';
import type { ObservedRoleForDeletion } from '../observe/DeletionReader';
import type { ObservedInlinePolicy, ObservedRole } from '../observe/types';
import { describeTool, otherTool } from '../preflight/otherTools';
import { isDeletable, type DeletionContext } from './deletable';
import { sameDocument } from './sameDocument';
import { servesOthers, trustWithout } from './trust';
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
  return leaveSteps(context, role);
}

function detachStep(
  { arn, name }: ObservedRole,
  policyArn: string,
  index: number,
): PlannedStep {
  return changeStep({
    id: index === 0 ? 'role-policy-attachment' : `detach-${index + 1}`,
    action: 'delete',
    target: { kind: 'role-policy-attachment', name: `${arn} ${policyArn}` },
    verb: 'Detach',
    object: `policy ${policyArn.split('/').pop()} from role ${name}`,
    diff: [{ field: 'policyArn', before: policyArn, after: null }],
    effect: { type: 'detach-role-policy', roleName: name, policyArn },
  });
}

/** IAM deletes a role only when no policy is left on it. */
function deleteInlineStep(
  { arn, name }: ObservedRole,
  policy: ObservedInlinePolicy,
  index: number,
): PlannedStep {
  return changeStep({
    id: `inline-policy-${index + 1}`,
    action: 'delete',
    target: { kind: 'role', name: arn },
    verb: 'Delete',
    object: `inline policy ${policy.name} of role ${name}`,
    diff: [{ field: 'document', before: policy.document.text, after: null }],
    effect: {
      type: 'delete-role-policy',
      roleName: name,
      policyName: policy.name,
    },
  });
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

function leaveSteps(
  context: DeletionContext,
  role: ObservedRole,
): PlannedStep[] {
  const { arn, name, trust } = role;
  const target = { kind: 'role', name: arn } as const;
  const after = trustWithout(trust.document, context.entry);
  const why = isDeletable(role, context)
    ? 'it serves others'
    : 'it was not made by this product alone';
  if (sameDocument(trust.document, after)) {
    return [keptStep('role', target, `Role ${name}`, why)];
  }
  return [
    changeStep({
      id: 'role',
      action: 'update',
      target,
      verb: 'Update',
      object: `trust policy of role ${name}: take ${context.entry.subject} out (the role stays: ${why})`,
      diff: [
        { field: 'trustPolicy', before: trust.document ?? trust.text, after },
      ],
      effect: { type: 'remove-trust', name, entry: context.entry },
    }),
  ];
}
