import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import type { RenderInput } from '../types';

/** Returns the objects with the managed-by tag: as they are before a tool takes them over, and as the tool returns them to Backstage. */
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
