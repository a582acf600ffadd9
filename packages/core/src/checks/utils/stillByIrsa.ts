import { valueOf } from '../../model/observation';
import type { Observed, ObservedPod } from '../../model/observed';
import { ROLE_VARIABLE, TOKEN_VARIABLE } from './injection';
import { claimsOf, evaluateToken } from './trust';

/** Whether every pod still gets the same role through IRSA, as during a migration of the ServiceAccount. */
export function stillByIrsa(observed: Observed, pods: ObservedPod[]): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const roleArn = valueOf(observed.association)?.roleArn;
  const claims = claimsOf(observed);
  return (
    document !== undefined &&
    claims !== undefined &&
    evaluateToken(document, claims).decision === 'Allowed' &&
    pods.every(({ containers }) =>
      containers.some(
        ({ env }) =>
          env[ROLE_VARIABLE] === roleArn && env[TOKEN_VARIABLE] !== undefined,
      ),
    )
  );
}
