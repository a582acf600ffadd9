import { evaluate } from '@backstage-irsa/iam-policy';
import type { World } from '../../state/world';
import { namedPolicy } from '../access/policies';
import { AwsError } from '../protocol/error';
import { accountOf } from './fields';

const ACTION = 'sts:AssumeRoleWithWebIdentity';

/**
 * Throws `AccessDenied` when the policy of the VPC endpoint does not let the call through. It is not signed, so that only a statement for everybody
 * allows it.
 *
 * Source: "Control access to VPC endpoints using endpoint policies", AWS PrivateLink Guide; "Troubleshoot access denied error messages", IAM User Guide.
 */
export function checkEndpointPolicy(
  { stsEndpointPolicy }: World,
  roleArn: string,
): void {
  if (stsEndpointPolicy === undefined) return;
  const { decision } = evaluate({
    principal: { kind: 'anonymous', arn: '' },
    action: ACTION,
    resource: roleArn,
    resourceAccount: accountOf(roleArn),
    identityPolicies: [],
    resourcePolicy: namedPolicy('endpoint policy', stsEndpointPolicy),
  });
  if (decision === 'Allowed') return;
  const why =
    decision === 'ExplicitlyDenied'
      ? 'with an explicit deny in a VPC endpoint policy'
      : `because no VPC endpoint policy allows the ${ACTION} action`;
  throw new AwsError(
    'AccessDenied',
    403,
    `Not authorized to perform ${ACTION} ${why}`,
  );
}
