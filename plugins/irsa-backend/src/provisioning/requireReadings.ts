import {
  type IamServiceAccountSpec,
  type Observation,
  type Observed,
  type ObservedCluster,
  valueOf,
} from '@backstage-irsa/core/model';
import { unavailable } from '../lib/errors';

/** Returns the cluster of a plan. Refuses to plan if a required observation is unknown or EKS has no such cluster. @throws ServiceUnavailableError */
export function requireReadings(
  observed: Observed,
  { mechanism }: IamServiceAccountSpec,
): ObservedCluster {
  const needed = [
    observed.cluster,
    ...(mechanism === 'pod-identity'
      ? [observed.association, observed.podIdentityAgent]
      : [observed.oidcProvider]),
    observed.role,
    observed.attachedPolicies,
    observed.plannedPolicy,
    ...(observed.podRole
      ? [
          observed.podRole.role,
          observed.podRole.attachedPolicies,
          observed.podRole.inlinePolicies,
        ]
      : []),
    observed.namespace,
    observed.serviceAccount,
    ...Object.values(observed.wantedPolicies ?? {}),
    // The inline policies of an existing role decide, also without a document: the plan deletes a document that the spec drops.
    ...(observed.role.state === 'found' ? [observed.inlinePolicies] : []),
  ];
  requireKnown(needed);
  const cluster = valueOf(observed.cluster);
  if (cluster) return cluster;
  throw unavailable(
    `EKS has no cluster ${observed.config.name}. Correct \`irsa.clusters\`, or run a discovery.`,
  );
}

/** Refuses to plan if an observation is unknown. @throws ServiceUnavailableError */
export function requireKnown(readings: Observation<unknown>[]): void {
  for (const reading of readings) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `The plan depends on data that could not be read. ${reading.reason}`,
      );
    }
  }
}
