import {
  subjectOf,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import { type Mechanism } from '../../model/types';
import { podIdentityEntryOf, type PodIdentityEntry } from './podIdentityTrust';

/** What one ServiceAccount needs of a trust policy. */
export interface TrustEntry {
  providerArn: string;
  /** `system:serviceaccount:<namespace>:<name>`. */
  subject: string;
  audience: string;
  /** Whether other ServiceAccounts may be among ours: their subjects stay. */
  shared: boolean;
  /** Whether no other is recorded for the role: what we wrote for it under another provider is of its cluster, before that was recreated. */
  alone: boolean;
  /** By which it is let in. */
  mechanism: Mechanism;
  /** Its pods may still come by the other mechanism too: what lets them in stays. */
  keepsOther: boolean;
  /** The same ServiceAccount as EKS Pod Identity knows it; without it, statements for that are nobody's business. */
  podIdentity?: PodIdentityEntry;
}

/** How a ServiceAccount has a role that is recorded for others too: it joins them, or is one of them already. */
export type Sharing = 'joins' | 'member';

/** The entry of a ServiceAccount. A role of a chosen name, and one that was there before us, may be others' too. */
export function trustEntryOf(input: {
  spec: ServiceAccountRef & {
    roleName?: string;
    adopt?: boolean;
    sessionPolicyDocument?: object;
  };
  providerArn: string;
  audience: string;
  sharing?: Sharing;
  mechanism?: Mechanism;
  keepsOther?: boolean;
  cluster?: { arn: string };
  /** By which EKS comes to the role. */
  podRole?: { roleArn: string };
}): TrustEntry {
  const { spec, providerArn, audience, sharing, cluster, podRole } = input;
  const shared =
    spec.roleName !== undefined || spec.adopt === true || sharing !== undefined;
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
