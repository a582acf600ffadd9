import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { PlanStep } from '../../model/types';
import type { Desired } from '../types';
import { inlinePolicyRecord } from '../ownership/records';
import { sameDocument } from '../sameDocument';
import { changeStep, noneStep, type PlannedStep } from '../types';
import { POD_ROLE_POLICY } from './podRole';

const ID = 'role-inline-policy';

/** Returns the record of the object that a create step creates. The target of an inline policy's step is its role, which can be older. */
export function createdRecord({ id, target }: PlanStep): string {
  const { name } = target;
  switch (id.replace(/-after$/, '')) {
    case ID:
      // The inline policy of a spec has the name of its role.
      return inlinePolicyRecord(name, name.split('/').pop()!);
    case `pod-${ID}`:
      return inlinePolicyRecord(name, POD_ROLE_POLICY);
    default:
      return name;
  }
}

/**
 * Plans the spec's own document as the inline policy `policyName` of the role. Deletes that policy only if Backstage recorded it: others often give
 * an inline policy the name of its role. Inline policies with other names stay unchanged.
 */
export function planInlinePolicy(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const { roleArn, roleName, inlinePolicy: document } = desired;
  const policyName = desired.policyName;
  const id = ID;
  const target = { kind: 'role' as const, name: roleArn };
  const object = `inline policy ${policyName} of role ${roleName}`;
  const present = (valueOf(observed.inlinePolicies) ?? []).find(
    ({ name }) => name === policyName,
  );
  const before = present?.document.document ?? present?.document.text ?? null;
  if (!document) {
    return present && recorded.has(inlinePolicyRecord(roleArn, policyName))
      ? [
          changeStep({
            id,
            action: 'delete',
            target,
            verb: 'Delete',
            object,
            diff: [{ field: 'policyDocument', before, after: null }],
            effect: { type: 'delete-role-policy', roleName, policyName },
          }),
        ]
      : [];
  }
  if (present && sameDocument(present.document.document, document)) {
    return [noneStep(id, target, `I${object.slice(1)}`)];
  }
  return [
    changeStep({
      id,
      action: present ? 'update' : 'create',
      target,
      verb: present ? 'Update' : 'Create',
      object,
      diff: [{ field: 'policyDocument', before, after: document }],
      effect: { type: 'put-role-policy', roleName, policyName, document },
    }),
  ];
}
