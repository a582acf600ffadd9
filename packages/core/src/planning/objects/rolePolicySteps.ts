import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import type {
  ObservedDocument,
  ObservedInlinePolicy,
  ObservedPolicy,
  ObservedRole,
} from '../../model/observed';
import { CUT_OFF_POLICY } from '../../permissions/cutOffPolicy';
import { changeStep, type PlannedStep } from '../types';

/** Detaches a managed policy from a role. `index` makes the step ID unique within a role. */
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

/** Deletes an inline policy of a role. */
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

function onlyDenies(document: PolicyDocument | undefined): boolean {
  const statements = statementsOf(document);
  return (
    statements.length > 0 && statements.every(({ Effect }) => Effect === 'Deny')
  );
}

/**
 * Returns the steps that remove policies from a role. Policies that only deny are removed after policies that allow, and a cut-off last: issued
 * sessions get the role's current policies at each request, so the role must never allow without its denies, wherever a run ends.
 */
export function takeOffSteps(
  role: ObservedRole,
  attached: Pick<ObservedPolicy, 'arn' | 'document'>[],
  inline: ObservedInlinePolicy[],
): PlannedStep[] {
  const rankOf = ({ document }: ObservedDocument) =>
    onlyDenies(document) ? 1 : 0;
  const ranked = [
    ...attached.map(({ arn, document }, index) => ({
      step: detachStep(role, arn, index),
      rank: rankOf(document),
    })),
    ...inline.map((policy, index) => ({
      step: deleteInlineStep(role, policy, index),
      rank: policy.name === CUT_OFF_POLICY ? 2 : rankOf(policy.document),
    })),
  ];
  return ranked.sort((a, b) => a.rank - b.rank).map(({ step }) => step);
}
