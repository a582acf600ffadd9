import type { RenderInput } from '../types';

/** Returns a note to keep the file of the ServiceAccount if Backstage wrote it. */
export function keepServiceAccount({ serviceAccount }: RenderInput): string[] {
  return serviceAccount.existing
    ? []
    : [
        'Keep service-account.yaml in Git for as long as Argo CD or Flux applies it, or turn pruning off for it first: without its file they delete the ServiceAccount.',
      ];
}
