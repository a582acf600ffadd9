import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type { RenderInput } from '../types';

/** The objects with the managed-by tag: as they are before a tool takes them over, and as it leaves them to Backstage. */
export function withManagedByTag(input: RenderInput): RenderInput {
  const tag = { [MANAGED_BY_KEY]: MANAGED_BY };
  const { role, association, serviceAccount } = input;
  return {
    ...input,
    role: { ...role, tags: { ...role.tags, ...tag } },
    ...(association && {
      association: { ...association, tags: { ...association.tags, ...tag } },
    }),
    serviceAccount: {
      ...serviceAccount,
      labels: { ...serviceAccount.labels, ...tag },
    },
  };
}
