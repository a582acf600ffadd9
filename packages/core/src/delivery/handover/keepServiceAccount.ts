import type { RenderInput } from '../types';

/** For tools that apply a ServiceAccount of ours from a file. */
export function keepServiceAccount({ serviceAccount }: RenderInput): string[] {
  return serviceAccount.existing
    ? []
    : [
        'Keep service-account.yaml in Git for as long as Argo CD or Flux applies it, or turn pruning off for it first: without its file they delete the ServiceAccount.',
      ];
}
