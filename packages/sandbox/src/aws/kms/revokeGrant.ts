import type { JsonOperation } from '../json/operation';
import { grantAccess, namedGrant, removeGrant } from './grants';

export const revokeGrant: JsonOperation = {
  name: 'RevokeGrant',
  write: true,
  access: (input, context) => grantAccess('RevokeGrant', input, context),
  run: (input, context) => {
    const { key, grant } = namedGrant(input, context);
    removeGrant(key, grant);
    return {};
  },
};
