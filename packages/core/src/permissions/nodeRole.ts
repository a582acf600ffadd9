import { evaluate } from '@backstage-irsa/iam-policy';
import {
  absent,
  found,
  unknown,
  valueOf,
  type Observation,
} from '../model/observation';
import type { ObservedNodeRole, ObservedRolePolicies } from '../model/observed';
import { evaluablePolicies, policySetOf } from './policySet';

/** The action that the EKS Pod Identity Agent calls with the role of its node. */
export const POD_IDENTITY_ACTION = 'eks-auth:AssumeRoleForPodIdentity';

/**
 * Decides whether the agent on nodes with this role can get credentials for pods.
 *
 * Organization policies are not evaluated.
 * Source: "Amazon EKS node IAM role", Amazon EKS User Guide.
 */
export function nodeRoleOf(
  arn: string,
  policies: ObservedRolePolicies,
  clusterArn: string,
): ObservedNodeRole {
  return { arn, podIdentity: decisionOn(arn, policies, clusterArn) };
}

function decisionOn(
  arn: string,
  policies: ObservedRolePolicies,
  resource: string,
): ObservedNodeRole['podIdentity'] {
  const unread = firstUnread(policies);
  if (unread) return unread;
  const role = valueOf(policies.role);
  // A role with this name under another path is a different role.
  if (role?.arn !== arn) return absent();
  const set = policySetOf(policies);
  const invalid = set.layers.find(
    ({ layer, state }) =>
      state === 'not-read' &&
      (layer === 'identity' || layer === 'permissions-boundary'),
  );
  if (invalid) return unknown(invalid.reason ?? '');
  const { identityPolicies, permissionsBoundary } = evaluablePolicies(set);
  const { decision, blockedBy, missingContext } = evaluate({
    principal: { kind: 'role', arn: role.arn },
    action: POD_IDENTITY_ACTION,
    resource,
    identityPolicies,
    permissionsBoundary,
  });
  if (decision === 'Allowed') return found({ allowed: true });
  if (missingContext.length > 0) {
    return unknown(
      `It depends on ${missingContext.join(
        ', ',
      )}, which only a request from a node can show.`,
    );
  }
  const isOnlyMissing = blockedBy.every(
    ({ layer, cause }) => layer === 'identity' && cause === 'no-allow',
  );
  return found({ allowed: false, isOnlyMissing });
}

/** Returns the first part of the role that could not be read, with the reason and the missing permission. */
function firstUnread({
  role,
  attachedPolicies,
  inlinePolicies,
  permissionsBoundary,
}: ObservedRolePolicies):
  | Extract<Observation<never>, { state: 'unknown' }>
  | undefined {
  return [
    role,
    attachedPolicies,
    ...(valueOf(attachedPolicies) ?? []),
    inlinePolicies,
    permissionsBoundary,
  ].find(part => part.state === 'unknown');
}
