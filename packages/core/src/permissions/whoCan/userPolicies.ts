import type { UserFacts } from '../../model/inventory';
import {
  found,
  unknown,
  valueOf,
  type Observation,
} from '../../model/observation';
import type { ObservedPolicy } from '../../model/observed';
import { policySetOf, type PolicySet } from '../policySet';

/** The policies of a user and of its groups. */
export interface UserPolicies {
  set: PolicySet;
  /** For each policy that only groups contribute, these groups. Policies have the names that decisions use. */
  groups: Record<string, string[]>;
}

/** Prefixes a group's inline policy with the group name and a slash, which no name contains. */
const inlineName = (group: string, name: string) => `${group}/${name}`;

const arnOf = (policy: Observation<ObservedPolicy>) => valueOf(policy)?.arn;

/**
 * Combines the user's own policies with those of all its groups, within the user's permissions boundary.
 *
 * Source: "IAM user groups", IAM User Guide.
 */
export function userPolicies(facts: UserFacts): UserPolicies {
  const own = new Set(facts.attachedPolicies.map(arnOf));
  const groups = new Map<string, string[]>();
  const grant = (policy: string, group: string) =>
    groups.set(policy, [...(groups.get(policy) ?? []), group]);
  const attached = new Map<string, Observation<ObservedPolicy>>();
  const unread: Observation<ObservedPolicy>[] = [];
  for (const group of facts.groups) {
    for (const policy of group.attachedPolicies) {
      const arn = arnOf(policy);
      if (arn === undefined) unread.push(policy);
      else if (!own.has(arn)) {
        attached.set(arn, policy);
        grant(arn, group.name);
      }
    }
    for (const { name } of group.inlinePolicies) {
      grant(inlineName(group.name, name), group.name);
    }
  }
  const inline = facts.groups.flatMap(group =>
    group.inlinePolicies.map(policy => ({
      ...policy,
      name: inlineName(group.name, policy.name),
    })),
  );
  return {
    set: policySetOf({
      role: unknown('A user has no trust policy.'),
      attachedPolicies: found([
        ...facts.attachedPolicies,
        ...attached.values(),
        ...unread,
      ]),
      inlinePolicies: found([...facts.inlinePolicies, ...inline]),
      permissionsBoundary: facts.permissionsBoundary,
    }),
    groups: Object.fromEntries(groups),
  };
}
