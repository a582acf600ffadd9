import type {
  IamServiceAccountSpec,
  Observation,
  Observed,
} from '@backstage-irsa/core/model';
import { unavailable } from '../lib/errors';

/** What a plan cannot be made without. @throws ServiceUnavailableError */
export function requireFound<T>(observation: Observation<T>, what: string): T {
  if (observation.state === 'found') return observation.value;
  throw unavailable(
    observation.state === 'unknown'
      ? `The plan needs ${what}. ${observation.reason}`
      : `EKS has no ${what}: an administrator must correct irsa.clusters.`,
  );
}

/** Refuses to plan by what could not be read. @throws ServiceUnavailableError */
export function requireReadings(
  observed: Observed,
  { adopt, policyDocument, mechanism }: IamServiceAccountSpec,
): void {
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
    ...(policyDocument === undefined && !adopt
      ? []
      : [observed.inlinePolicies]),
  ];
  requireKnown(needed);
}

/** Refuses to plan by what is not known. @throws ServiceUnavailableError */
export function requireKnown(readings: Observation<unknown>[]): void {
  for (const reading of readings) {
    if (reading.state === 'unknown') {
      throw unavailable(
        `The plan depends on what could not be read. ${reading.reason}`,
      );
    }
  }
}
