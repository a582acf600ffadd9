import { EKS_ANNOTATIONS } from './annotations';
import { absent, valueOf, type Observation } from './observation';
import type { ObservedRolePolicies, ObservedServiceAccount } from './observed';

/** Returns the role observations of a ServiceAccount whose annotation names no readable role: unknown if the ServiceAccount itself is unknown. */
export function noRole(
  serviceAccount: Observation<ObservedServiceAccount>,
): ObservedRolePolicies {
  const same = <T>(): Observation<T> =>
    serviceAccount.state === 'unknown' ? serviceAccount : absent();
  const { annotations = {} } = valueOf(serviceAccount) ?? {};
  const malformedRoleArn = annotations[EKS_ANNOTATIONS.roleArn];
  return {
    ...(malformedRoleArn !== undefined && { malformedRoleArn }),
    role: same(),
    attachedPolicies: same(),
    inlinePolicies: same(),
    permissionsBoundary: same(),
  };
}
