import { parseArn } from '@backstage-irsa/core/arn';

/** Returns the name of a policy. For a managed policy, this is the last part of its ARN, such as `ReadOnlyAccess`. */
export function policyName(policy: string): string {
  return parseArn(policy)?.resource.split('/').pop() ?? policy;
}
