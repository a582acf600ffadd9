import type { RenderInput } from '../types';

/** Returns a note to keep the file of the ServiceAccount if Backstage wrote it. */
export function keepServiceAccount({ serviceAccount }: RenderInput): string[] {
  return serviceAccount.existing
    ? []
    : [
        'Keep service-account.yaml in Git as long as Argo CD or Flux applies it, or disable pruning for it first. Otherwise they delete the ServiceAccount.',
      ];
}
