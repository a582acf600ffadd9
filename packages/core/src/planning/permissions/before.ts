import type { NamedPolicy, PolicyLayer } from '@backstage-irsa/iam-policy';
import { valueOf, type Observation } from '../../model/observation';
import type {
  Observed,
  ObservedDocument,
  ObservedPolicy,
} from '../../model/observed';

/** The policies that decide the permissions of a role. */
export interface RolePolicies {
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  trustPolicy?: NamedPolicy;
  /** The policy layers that could not be read completely. */
  unreadable: PolicyLayer[];
}

/** Returns a named document; empty if its text is not a policy document. */
function named(name: string, { document }: ObservedDocument): NamedPolicy[] {
  return document ? [{ name, document }] : [];
}

/** Returns a managed policy, named by its ARN; empty if it could not be read. */
export function namedByArn(
  read: Observation<ObservedPolicy> | undefined,
): NamedPolicy[] {
  const policy = read && valueOf(read);
  return policy ? named(policy.arn, policy.document) : [];
}

/** Returns the current policies of the role; empty if the role does not exist. */
export function policiesBefore(observed: Observed): RolePolicies {
  const { role, attachedPolicies, inlinePolicies, permissionsBoundary } =
    observed;
  const trust = valueOf(role)?.trust;
  const attached = valueOf(attachedPolicies) ?? [];
  const isUnread =
    inlinePolicies.state === 'unknown' ||
    attached.some(({ state }) => state === 'unknown');
  return {
    identityPolicies: [
      ...attached.flatMap(namedByArn),
      ...(valueOf(inlinePolicies) ?? []).flatMap(({ name, document }) =>
        named(name, document),
      ),
    ],
    permissionsBoundary: namedByArn(permissionsBoundary)[0],
    trustPolicy: trust && named('Trust policy', trust)[0],
    unreadable: [
      ...(isUnread ? (['identity'] as const) : []),
      ...(permissionsBoundary.state === 'unknown'
        ? (['permissions-boundary'] as const)
        : []),
    ],
  };
}
