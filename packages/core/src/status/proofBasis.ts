import { EKS_ANNOTATIONS } from '../model/annotations';
import { type Link, type LiveProof } from '../model/types';
import { sha256Hex } from '../model/hash';
import { valueOf, type Observation } from '../model/observation';
import type { Observed } from '../model/observed';
import { isCutOff } from './cutOffProof';

/** The links of a token exchange, each with a hash of the facts that it depends on; absent for links that could not be read. */
export type ProofBasis = Partial<Record<Link, string>>;

/** A live proof and its basis. */
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

/** Returns the basis of a live proof from the observations. */
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

/** Returns the links that are known to differ from the proved ones. A link that cannot be read now does not count. */
export function changedLinks(proved: ProofBasis, now: ProofBasis): Link[] {
  return LINKS.filter(
    link =>
      proved[link] !== undefined &&
      now[link] !== undefined &&
      proved[link] !== now[link],
  );
}

/** Whether every link was read and equals the proved one. */
export function isSameBasis(proved: ProofBasis, now: ProofBasis): boolean {
  return LINKS.every(
    link => now[link] !== undefined && proved[link] === now[link],
  );
}

/** Returns the target of a proof in the form that the API shows. */
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
