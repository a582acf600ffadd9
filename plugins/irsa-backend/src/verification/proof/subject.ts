import {
  EKS_ANNOTATIONS,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import { audienceOf } from '@backstage-irsa/core/checks';
import type { ProofSubject } from './LiveProver';

/**
 * What a live proof would be about, or the setting without which none is made. Neither when the ServiceAccount or its role is not known: then there
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
