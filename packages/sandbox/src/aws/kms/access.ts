import type { Access } from '../../state/calls';
import { type JsonInput, requiredText } from '../json/fields';
import type { OperationContext } from '../operation';
import type { FoundKey } from './keyPolicies';
import { requireKey } from './keys';
import { keyContext } from './keyUse';

/** Returns the key that `KeyId` names. Throws `NotFoundException`. */
export function keyOf(
  input: JsonInput,
  { world, caller, region }: OperationContext,
): FoundKey {
  const own = { account: caller.account, region };
  return requireKey(world, own, requiredText(input, 'KeyId'));
}

/** Returns the access for an operation on the key that `KeyId` names. An export contains no keys, so whether they exist is not known. */
export function keyAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  return {
    action: `kms:${operation}`,
    resource: context.world.isUnexported
      ? requiredText(input, 'KeyId')
      : keyOf(input, context).key.arn,
    context: keyContext(context),
  };
}
