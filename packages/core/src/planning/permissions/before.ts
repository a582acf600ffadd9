import type { NamedPolicy, PolicyLayer } from '@backstage-irsa/iam-policy';
import { valueOf, type Observation } from '../../model/observation';
import type {
  Observed,
  ObservedDocument,
  ObservedPolicy,
} from '../../model/observed';

/** The policies that decide what a role may do. */
export interface RolePolicies {
  identityPolicies: NamedPolicy[];
  permissionsBoundary?: NamedPolicy;
  trustPolicy?: NamedPolicy;
  /** Layers that could not be read in full. */
  unreadable: PolicyLayer[];
}

/** A document under its name; none when its text is no document. */
function named(name: string, { document }: ObservedDocument): NamedPolicy[] {
  return document ? [{ name, document }] : [];
}

/** A managed policy under its ARN. */
export function namedByArn(
  read: Observation<ObservedPolicy> | undefined,
): NamedPolicy[] {
  const policy = read && valueOf(read);
  return policy ? named(policy.arn, policy.document) : [];
}

/** The policies that the role has now; none while there is no role. */
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
