import { EKS_ANNOTATIONS } from '../../model/annotations';
import type { Observed } from '../../model/observed';
import { annotate } from './annotate';

/** Names the role in the annotation of the ServiceAccount. */
export function annotateRole(observed: Observed, roleArn: string): string {
  return annotate(observed, EKS_ANNOTATIONS.roleArn, roleArn);
}
