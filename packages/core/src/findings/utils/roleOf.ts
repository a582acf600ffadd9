import { EKS_ANNOTATIONS } from '../../model/annotations';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';

/** The role that a ServiceAccount names: that of the association comes before that of the annotation, as EKS has it. */
export function namedRoleArn({
  association,
  serviceAccount,
}: Observed): string | undefined {
  return (
    valueOf(association)?.roleArn ??
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn]
  );
}
