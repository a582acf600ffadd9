import { type JsonInput, optionalText } from '../json/fields';
import type { JsonContext, JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { grantAccess, namedGrant, removeGrant } from './grants';

/** Returns input with the IDs of the key and the grant. A grant token stands for both. Throws `InvalidGrantTokenException`. */
function named(input: JsonInput, { world }: JsonContext): JsonInput {
  const token = optionalText(input, 'GrantToken');
  if (token === undefined) return input;
  for (const { keys } of world.accounts.values()) {
    for (const { arn, grants = [] } of keys.values()) {
      const grant = grants.find(each => each.token === token);
      if (grant) {
        return new Map([
          ['KeyId', arn],
          ['GrantId', grant.id],
        ]);
      }
    }
  }
  throw new AwsError('InvalidGrantTokenException', 400, 'Invalid grant token.');
}

/** Retires a grant. Only principals that the grant names can do this: its retiring principal, and its grantee if the grant includes the operation. */
export const retireGrant: JsonOperation = {
  name: 'RetireGrant',
  write: true,
  access: (input, context) =>
    grantAccess('RetireGrant', named(input, context), context),
  run: (input, context) => {
    const { key, grant } = namedGrant(named(input, context), context);
    removeGrant(key, grant);
    return {};
  },
};
