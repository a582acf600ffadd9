import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../../observe/observation';
import type { Observed } from '../../observe/types';

/** The role that a ServiceAccount names: that of the association comes before that of the annotation, as EKS has it. */
export function roleArnOf({
  association,
  serviceAccount,
}: Observed): string | undefined {
  return (
    valueOf(association)?.roleArn ??
    valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn]
  );
}
