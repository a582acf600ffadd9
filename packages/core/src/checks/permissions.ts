import { valueOf } from '../model/observation';
import { invalidPoliciesOf, policySetOf } from '../permissions/policySet';
import { notKnown, pass, undecided, unreadable, warn } from './utils/answer';
import type { Check } from './types';

/** Checks whether the role has policies and whether they can be read. */
export const check: Check = {
  meta: {
    id: 'permissions',
    link: 'permissions',
    question: 'Does the role have permissions, and can they be read?',
    symptoms: ['AccessDenied: … is not authorized to perform: …'],
    requiredPermissions: [
      'iam:ListAttachedRolePolicies',
      'iam:GetPolicy',
      'iam:GetPolicyVersion',
      'iam:ListRolePolicies',
      'iam:GetRolePolicy',
    ],
    faults: [],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/permissions.md',
    needs: ['role-exists'],
    // Until these checks pass, the role may belong to others, whose policies must not be shown.
    unlessFailed: ['oidc-provider-exists', 'trust-policy', 'target-role'],
    provedByExchange: false,
  },
  // A role without policies is not a fault in itself. If grants were requested, the policies can still be on their way.
  settles: (result, { grants }) =>
    result === 'fail' || (result === 'warn' && grants.length > 0),
  run(observed) {
    const { attachedPolicies, inlinePolicies, role } = observed;
    const found = valueOf(role);
    if (!found) return notKnown('The role', role);
    if (attachedPolicies.state === 'unknown') {
      return unreadable(`Policies of role ${found.name}`, attachedPolicies);
    }
    if (inlinePolicies.state === 'unknown') {
      return unreadable(
        `Inline policies of role ${found.name}`,
        inlinePolicies,
      );
    }
    const attached = valueOf(attachedPolicies) ?? [];
    const unread = attached.find(policy => policy.state === 'unknown');
    if (unread?.state === 'unknown') {
      return unreadable(`A policy of role ${found.name}`, unread);
    }
    const [invalid] = invalidPoliciesOf(policySetOf(observed));
    if (invalid) {
      const { policy, path, reason } = invalid;
      return undecided(
        `Policy ${policy} of role ${found.name} is not a valid document: ${[
          path,
          reason,
        ]
          .filter(Boolean)
          .join(': ')}`,
      );
    }
    const count = attached.length + (valueOf(inlinePolicies) ?? []).length;
    return count > 0
      ? pass(
          `Role ${found.name} has ${count} ${
            count === 1 ? 'policy' : 'policies'
          }.`,
        )
      : warn(`Role ${found.name} has no policy, so it allows nothing.`, {
          sentence: `Attach a policy that allows what the service needs to role ${found.name}.`,
        });
  },
};
