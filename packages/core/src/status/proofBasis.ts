import { EKS_ANNOTATIONS } from '../model/annotations';
import { type Link, type LiveProof } from '../model/types';
import { sha256Hex } from '../model/hash';
import { valueOf, type Observation } from '../model/observation';
import type { Observed } from '../model/observed';
import { isCutOff } from './cutOffProof';

/** The links that a token exchange goes through, each as a hash of what it depends on; absent where that could not be read. */
export type ProofBasis = Partial<Record<Link, string>>;

/** A live proof with what it depends on. */
export interface StoredProof {
  liveProof: LiveProof;
  basis: ProofBasis;
}

const LINKS = [
  'service-account',
  'oidc-provider',
  'trust-policy',
  'role',
  'permissions',
] as const satisfies readonly Link[];

function hashOf<T>(
  observation: Observation<T>,
  parts: (value: T | undefined) => unknown[],
): string | undefined {
  return observation.state === 'unknown'
    ? undefined
    : sha256Hex(JSON.stringify(parts(valueOf(observation))));
}

/** What a live proof depends on, as observed. */
export function proofBasisOf(observed: Observed): ProofBasis {
  const { cluster, inlinePolicies, oidcProvider, role, serviceAccount } =
    observed;
  const issuer = valueOf(cluster)?.issuer;
  return {
    'service-account': hashOf(serviceAccount, account => [
      account?.uid,
      account?.annotations[EKS_ANNOTATIONS.roleArn],
      account?.annotations[EKS_ANNOTATIONS.audience],
    ]),
    'oidc-provider': issuer
      ? hashOf(oidcProvider, provider => [issuer, provider?.clientIds])
      : undefined,
    'trust-policy': hashOf(role, found => [found?.trust.text]),
    role: hashOf(role, found => [found?.arn, found?.id]),
    permissions: hashOf(inlinePolicies, () => [isCutOff(observed)]),
  };
}

/** The links that are known to differ from what was proved. What cannot be read now is not known to differ. */
export function changedLinks(proved: ProofBasis, now: ProofBasis): Link[] {
  return LINKS.filter(
    link =>
      proved[link] !== undefined &&
      now[link] !== undefined &&
      proved[link] !== now[link],
  );
}

/** Whether every link is read, and is what was proved. */
export function isSameBasis(proved: ProofBasis, now: ProofBasis): boolean {
  return LINKS.every(
    link => now[link] !== undefined && proved[link] === now[link],
  );
}

/** What a proof is made for, as people see it. */
export function proofTargetOf({
  role,
  serviceAccount,
}: Observed): NonNullable<LiveProof['madeFor']> {
  const { id = null, trust } = valueOf(role) ?? {};
  return {
    roleId: id,
    trustPolicy: trust ? sha256Hex(trust.text) : null,
    serviceAccountUid: valueOf(serviceAccount)?.uid ?? null,
  };
}
