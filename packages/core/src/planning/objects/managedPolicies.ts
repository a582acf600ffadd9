import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { changeStep, noneStep, type Desired, type PlannedStep } from '../types';
import { attachmentRecord } from '../ownership/records';

/** Plans the attachment of the grants' policy to the role: attached while there are grants. Policies that others attached stay. */
export function planAttachment(
  desired: Desired,
  observed: Observed,
): PlannedStep[] {
  const { roleName, policyName, policyArn, policy } = desired;
  const id = 'role-policy-attachment';
  const target = {
    kind: 'role-policy-attachment' as const,
    name: `${desired.roleArn} ${policyArn}`,
  };
  const attached = (valueOf(observed.attachedPolicies) ?? []).some(
    read => valueOf(read)?.arn === policyArn,
  );
  if (policy && !attached) {
    return [
      changeStep({
        id,
        action: 'create',
        target,
        verb: 'Attach',
        object: `policy ${policyName} to role ${roleName}`,
        diff: [{ field: 'policyArn', before: null, after: policyArn }],
        effect: { type: 'attach-role-policy', roleName, policyArn },
      }),
    ];
  }
  if (!policy && attached) {
    return [
      changeStep({
        id,
        action: 'delete',
        target,
        verb: 'Detach',
        object: `policy ${policyName} from role ${roleName}`,
        diff: [{ field: 'policyArn', before: policyArn, after: null }],
        effect: { type: 'detach-role-policy', roleName, policyArn },
      }),
    ];
  }
  return policy
    ? [noneStep(id, target, `Policy ${policyName} on role ${roleName}`)]
    : [];
}

/** Returns the ARNs of the policies that are attached to the role now. */
export function attachedArns(observed: Observed): string[] {
  return (valueOf(observed.attachedPolicies) ?? []).flatMap(
    read => valueOf(read)?.arn ?? [],
  );
}

/** Returns the policies that Backstage attached and the spec no longer requests. Policies that others attached stay. */
export function dropped(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): string[] {
  const { roleArn, policyArn, managedPolicyArns } = desired;
  return attachedArns(observed).filter(
    arn =>
      arn !== policyArn &&
      !managedPolicyArns.includes(arn) &&
      recorded.has(attachmentRecord(roleArn, arn)),
  );
}

/** Plans the attachment of the managed policies that the spec names, in addition to the policy of its grants. */
export function planManagedPolicies(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  const { roleArn, roleName, managedPolicyArns } = desired;
  const attached = attachedArns(observed);
  const stepOf = (policyArn: string) => ({
    id: `managed-policy:${policyArn}`,
    target: {
      kind: 'role-policy-attachment' as const,
      name: attachmentRecord(roleArn, policyArn),
    },
  });
  const detached = dropped(desired, observed, recorded).map(policyArn =>
    changeStep({
      ...stepOf(policyArn),
      action: 'delete',
      verb: 'Detach',
      object: `policy ${policyArn} from role ${roleName}`,
      diff: [{ field: 'policyArn', before: policyArn, after: null }],
      effect: { type: 'detach-role-policy', roleName, policyArn },
    }),
  );
  const wanted = managedPolicyArns.map(policyArn => {
    const { id, target } = stepOf(policyArn);
    return attached.includes(policyArn)
      ? noneStep(id, target, `Policy ${policyArn} on role ${roleName}`)
      : changeStep({
          id,
          target,
          action: 'create',
          verb: 'Attach',
          object: `policy ${policyArn} to role ${roleName}`,
          diff: [{ field: 'policyArn', before: null, after: policyArn }],
          effect: { type: 'attach-role-policy', roleName, policyArn },
        });
  });
  return [...detached, ...wanted];
}
