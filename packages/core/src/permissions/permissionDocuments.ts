import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import type { ObservedRolePolicies } from '../model/observed';

/** Returns the permission policies of a role, as far as they were read. */
export function permissionDocuments(
  policies: Pick<ObservedRolePolicies, 'attachedPolicies' | 'inlinePolicies'>,
): PolicyDocument[] {
  const attached = (valueOf(policies.attachedPolicies) ?? []).flatMap(
    policy => valueOf(policy)?.document.document ?? [],
  );
  const inline = (valueOf(policies.inlinePolicies) ?? []).flatMap(
    ({ document }) => document.document ?? [],
  );
  return [...attached, ...inline];
}
