import { EKS_ANNOTATIONS } from '../../model/annotations';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';

/** Returns the role that a ServiceAccount names. As in EKS, the association takes precedence over the annotation. */
export function namedRoleArn({
  association,
  serviceAccount,
}: Observed): string | undefined {
  return (
    valueOf(association)?.roleArn ??
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn]
  );
}
