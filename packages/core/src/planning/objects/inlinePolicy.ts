import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { sameDocument } from '../sameDocument';
import { changeStep, noneStep, type PlannedStep } from '../types';

/** Plans the spec's own document as the inline policy `policyName` of the role. Inline policies with other names stay unchanged. */
export function planInlinePolicy(
  desired: Desired,
  observed: Observed,
): PlannedStep[] {
  const { roleArn, roleName, inlinePolicy: document } = desired;
  const policyName = desired.policyName;
  const id = 'role-inline-policy';
  const target = { kind: 'role' as const, name: roleArn };
  const object = `inline policy ${policyName} of role ${roleName}`;
  const present = (valueOf(observed.inlinePolicies) ?? []).find(
    ({ name }) => name === policyName,
  );
  const before = present?.document.document ?? present?.document.text ?? null;
  if (!document) {
    return present
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
