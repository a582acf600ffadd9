import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type { RenderInput } from '../types';

/** The objects with our mark: as they are before a tool takes them over, and as it leaves them to us. */
export function marked(input: RenderInput): RenderInput {
  const mark = { [MANAGED_BY_KEY]: MANAGED_BY };
  const { role, association, serviceAccount } = input;
  return {
    ...input,
    role: { ...role, tags: { ...role.tags, ...mark } },
    ...(association && {
      association: { ...association, tags: { ...association.tags, ...mark } },
    }),
    serviceAccount: {
      ...serviceAccount,
      labels: { ...serviceAccount.labels, ...mark },
    },
  };
}

/** For tools that apply a ServiceAccount of ours from a file. */
export function keepServiceAccount({ serviceAccount }: RenderInput): string[] {
  return serviceAccount.existing
    ? []
    : [
        'Keep service-account.yaml in Git for as long as Argo CD or Flux applies it, or turn pruning off for it first: without its file they delete the ServiceAccount.',
      ];
}
