import type { ObservedInlinePolicy, ObservedRole } from '../../model/observed';
import { changeStep, type PlannedStep } from '../types';

/** Detaches a managed policy from a role. `index` tells the steps of one role apart. */
export function detachStep(
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

/** Deletes an inline policy of a role. */
export function deleteInlineStep(
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
