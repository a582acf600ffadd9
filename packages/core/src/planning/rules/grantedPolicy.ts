import { parsePolicy } from '@backstage-irsa/iam-policy';
import type { Violation } from '../../model/types';
import type { Desired } from '../types';

/** Returns the errors for which IAM would refuse to store the policy of the grants, such as a resource in another partition. */
export function checkGrantedPolicy({
  policy,
  cluster: { partition },
}: Desired): Violation[] {
  if (!policy) return [];
  const { errors } = parsePolicy(JSON.stringify(policy), {
    toStore: { partition },
  });
  return errors.map(({ path, reason }) => ({
    field: 'grants',
    rule: 'policy-document',
    message: `The policy of the grants, ${path}: ${reason}`,
  }));
}
