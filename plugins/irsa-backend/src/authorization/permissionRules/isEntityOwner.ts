import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { irsaServiceAccountResourceRef } from './resource';

/** Whether the owner of the entity is among the claims, such as `ownershipEntityRefs` of the user. */
export const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description:
    'Allow for IAM service accounts whose entity belongs to one of the claims',
  resourceRef: irsaServiceAccountResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity references of users and groups, one of which owns it'),
  }),
  apply: ({ owners }, { claims }) => {
    const own = new Set(claims.map(ref => ref.toLocaleLowerCase('en-US')));
    return owners.some(owner => own.has(owner));
  },
  toQuery: ({ claims }) => ({ field: 'owners', anyOf: claims }),
});
