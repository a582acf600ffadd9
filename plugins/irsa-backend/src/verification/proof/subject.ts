import {
  EKS_ANNOTATIONS,
  type LiveProof,
  type Observed,
  valueOf,
} from '@backstage-irsa/core/model';
import { issuerHostPath, parseRoleArn } from '@backstage-irsa/core/arn';
import { audienceOf } from '@backstage-irsa/core/checks';
import type { ProofSubject } from './LiveProver';
import { readTrustPolicy } from '@backstage-irsa/core/trust';

/**
 * Returns the condition keys of the trust policy other than `sub` and `aud`. They depend on the request, which differs between a pod and this
 * backend.
 */
function furtherConditionKeys(observed: Observed): string[] {
  const document = valueOf(observed.role)?.trust.document;
  const issuer = valueOf(observed.cluster)?.issuer;
  if (!document || issuer === undefined) return [];
  const own = ['sub', 'aud'].map(claim =>
    `${issuerHostPath(issuer)}:${claim}`.toLocaleLowerCase('en-US'),
  );
  const keys = readTrustPolicy(document).flatMap(({ conditions }) =>
    conditions.map(({ key }) => key),
  );
  const further = keys.filter(
    key =>
      !own.includes(key.toLocaleLowerCase('en-US')) &&
      !/:(sub|aud)$/i.test(key),
  );
  return [...new Set(further)];
}

/**
 * Changes a refusal to `failed` if the trust policy has further conditions: then, a refused request of the backend says nothing about requests of
 * pods.
 */
export function withFurtherConditions(
  proof: LiveProof,
  observed: Observed,
): LiveProof {
  const keys = furtherConditionKeys(observed);
  if (proof.result !== 'refused' || keys.length === 0) return proof;
  return {
    ...proof,
    result: 'failed',
    reason: `The trust policy also depends on ${keys.join(
      ', ',
    )}, which can differ between a pod's request and the proof's request. ${
      proof.reason ?? ''
    }`.trim(),
  };
}

/**
 * Returns the subject of a live proof, or which setting is missing for one. Returns neither if the ServiceAccount or its role is unknown: then there
 * is nothing to prove.
 */
export function proofSubjectOf(
  observed: Observed,
  isEnabled: boolean,
): { subject?: ProofSubject; missing?: string } {
  const { config: cluster, ref } = observed;
  const annotations = valueOf(observed.serviceAccount)?.annotations;
  const roleArn = annotations?.[EKS_ANNOTATIONS.roleArn];
  if (roleArn === undefined || !parseRoleArn(roleArn)) return {};
  if (!isEnabled) {
    return {
      missing: 'No live proof was made: irsa.liveProof.enabled is false.',
    };
  }
  const access = cluster.tokenRequestAccess;
  if (!access) {
    return {
      missing: `No live proof was made: cluster ${cluster.name} has no irsa.clusters[].tokenRequestAccess, the identity that requests tokens of ServiceAccounts.`,
    };
  }
  const { namespace, name } = ref;
  const audience = audienceOf(observed);
  return { subject: { cluster, access, namespace, name, roleArn, audience } };
}
