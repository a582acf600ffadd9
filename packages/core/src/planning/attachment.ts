import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import type { Desired } from './types';
import { changeStep, noneStep, type PlannedStep } from './types';

/** The policy on the role: attached while there are grants. Policies that others attached are left alone. */
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
