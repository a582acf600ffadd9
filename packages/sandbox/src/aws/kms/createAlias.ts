import { parseArn } from '@backstage-irsa/core/arn';
import { type JsonInput, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { keyAccess, keyOf } from './access';

/** Creates an alias of a key. KMS also requires the permission on the alias, which the sandbox does not check. */
export const createAlias: JsonOperation = {
  name: 'CreateAlias',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => keyAccess('CreateAlias', withKey(input), context),
  run: (input, context) => {
    const alias = requiredText(input, 'AliasName');
    const {
      caller: { account },
      region,
    } = context;
    if (!/^alias\/(?!aws\/)[\w/-]+$/.test(alias)) {
      throw new AwsError(
        'InvalidAliasNameException',
        400,
        'Alias must start with the prefix "alias/". Please see http://docs.aws.amazon.com/kms/latest/developerguide/programming-aliases.html',
      );
    }
    const isTaken = [...account.keys.values()].some(
      key =>
        parseArn(key.arn)?.region === region && key.aliases?.includes(alias),
    );
    if (isTaken) {
      throw new AwsError(
        'AlreadyExistsException',
        400,
        `An alias with the name arn:${account.partition}:kms:${region}:${account.id}:${alias} already exists`,
      );
    }
    const { key } = keyOf(withKey(input), context);
    key.aliases = [...(key.aliases ?? []), alias];
    return {};
  },
};

function withKey(input: JsonInput): JsonInput {
  return new Map([['KeyId', requiredText(input, 'TargetKeyId')]]);
}
