import { parseArn } from '@backstage-irsa/core/arn';

/** The name of a policy: of a managed one the last part of its ARN, such as `ReadOnlyAccess`. */
export function policyName(policy: string): string {
  return parseArn(policy)?.resource.split('/').pop() ?? policy;
}
