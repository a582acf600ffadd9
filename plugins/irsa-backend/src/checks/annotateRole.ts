import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import type { Observed } from '../observe/types';
import { annotate } from './annotate';

/** Names the role in the annotation of the ServiceAccount. */
export function annotateRole(observed: Observed, roleArn: string): string {
  return annotate(observed, EKS_ANNOTATIONS.roleArn, roleArn);
}
