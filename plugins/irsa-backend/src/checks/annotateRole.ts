import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import type { Observed } from '../observe/types';
import { command } from './shell';

/** Names the role in the annotation of the ServiceAccount. */
export function annotateRole({ ref }: Observed, roleArn: string): string {
  return command(
    'kubectl',
    'annotate',
    'serviceaccount',
    ref.name,
    '-n',
    ref.namespace,
    '--overwrite',
    `${EKS_ANNOTATIONS.roleArn}=${roleArn}`,
  );
}
