import {
  subjectOf,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import { type Mechanism } from '../../model/types';
import { podIdentityEntryOf, type PodIdentityEntry } from './podIdentityTrust';

/** The facts about a ServiceAccount that its trust policy statement needs. */
export interface TrustEntry {
  providerArn: string;
  /** `system:serviceaccount:<namespace>:<name>`. */
  subject: string;
  audience: string;
  /** Whether the role can be shared with other ServiceAccounts, whose subjects then stay. */
  shared: boolean;
  /** Whether the role is unshared. Its statement under another OIDC provider is then from before the cluster was recreated. */
  alone: boolean;
  /** The mechanism through which the role trusts the ServiceAccount. */
  mechanism: Mechanism;
  /** Whether pods can still use the other mechanism, so that its trust stays. */
  keepsOther: boolean;
  /** The entry for EKS Pod Identity. Without it, statements for EKS Pod Identity are ignored. */
  podIdentity?: PodIdentityEntry;
}

/** How a ServiceAccount shares a role with others: it joins them, or is already one of them. */
export type Sharing = 'joins' | 'member';

/** Returns the entry of a ServiceAccount. A role with a chosen name, and a role that existed before, can be shared. */
export function trustEntryOf(input: {
  spec: ServiceAccountRef & {
    roleName?: string;
    adopt?: boolean;
    sessionPolicyDocument?: object;
  };
  providerArn: string;
  audience: string;
  /** Set if the role existed before. */
  adoptedBy?: string;
  sharing?: Sharing;
  mechanism?: Mechanism;
  keepsOther?: boolean;
  cluster?: { arn: string };
  /** The pod role from which EKS assumes the role. */
  podRole?: { roleArn: string };
}): TrustEntry {
  const { spec, providerArn, audience, cluster, podRole } = input;
  const { adoptedBy, sharing } = input;
  const shared =
    spec.roleName !== undefined ||
    spec.adopt === true ||
    adoptedBy !== undefined ||
    sharing !== undefined;
  return {
    providerArn,
    audience,
    subject: subjectOf(spec),
    mechanism: input.mechanism ?? 'irsa',
    keepsOther: input.keepsOther ?? false,
    ...(cluster && {
      podIdentity: {
        ...podIdentityEntryOf(
          spec,
          cluster.arn,
          spec.sessionPolicyDocument === undefined,
        ),
        ...(podRole && { podRoleArn: podRole.roleArn }),
      },
    }),
    shared,
    alone: !shared,
  };
}
