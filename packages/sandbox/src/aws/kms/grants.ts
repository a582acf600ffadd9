import type { Access } from '../../state/calls';
import type { KmsGrant, KmsKey } from '../../state/account';
import { type JsonInput, requiredText } from '../json/fields';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { keyAccess, keyOf } from './access';

/** Returns the grant with this ID. Throws `NotFoundException`. */
function requireGrant(key: KmsKey, id: string): KmsGrant {
  const grant = key.grants?.find(each => each.id === id);
  if (grant) return grant;
  throw new AwsError('NotFoundException', 400, `Grant ${id} not found.`);
}

export function removeGrant(key: KmsKey, grant: KmsGrant): void {
  key.grants = key.grants?.filter(each => each !== grant);
}

/** Returns the key and the grant that a request names. Throws `NotFoundException`. */
export function namedGrant(
  input: JsonInput,
  context: OperationContext,
): { key: KmsKey; grant: KmsGrant } {
  const { key } = keyOf(input, context);
  return { key, grant: requireGrant(key, requiredText(input, 'GrantId')) };
}

/** Returns the access for an operation on the grant that a request names. */
export function grantAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  const access = keyAccess(operation, input, context);
  const { grant } = namedGrant(input, context);
  return {
    ...access,
    context: { ...access.context, 'kms:GrantId': grant.id },
  };
}
