import { randomBytes } from 'node:crypto';
import type { KmsGrant } from '../../state/account';
import type { World } from '../../state/world';
import { isPrincipal } from '../access/policyPrincipals';
import {
  type JsonInput,
  optionalText,
  requiredText,
  textList,
  textMap,
} from '../json/fields';
import type { JsonContext, JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { keyAccess, keyOf } from './access';

/** Creates a grant. If a grant with the same name and grantee exists, returns that one ("CreateGrant", AWS KMS API Reference). */
export const createGrant: JsonOperation = {
  name: 'CreateGrant',
  write: true,
  access: (input, context) => {
    const access = keyAccess('CreateGrant', input, context);
    const retiring = optionalText(input, 'RetiringPrincipal');
    return {
      ...access,
      context: {
        ...access.context,
        'kms:GranteePrincipal': requiredText(input, 'GranteePrincipal'),
        'kms:GrantOperations': textList(input, 'Operations'),
        'kms:GrantIsForAWSResource': 'false',
        ...(retiring !== undefined && { 'kms:RetiringPrincipal': retiring }),
      },
    };
  },
  run: (input, context) => {
    const { key } = keyOf(input, context);
    const grant = readGrant(input, context);
    const existing = key.grants?.find(
      each =>
        grant.name !== undefined &&
        each.name === grant.name &&
        each.granteePrincipal === grant.granteePrincipal,
    );
    if (!existing) key.grants = [...(key.grants ?? []), grant];
    const { id, token } = existing ?? grant;
    return { GrantId: id, GrantToken: token };
  },
};

function readGrant(
  input: JsonInput,
  { world, caller, now }: JsonContext,
): KmsGrant {
  const name = optionalText(input, 'Name');
  const retiringPrincipal = optionalText(input, 'RetiringPrincipal');
  const constraints = new Map(
    Object.entries(Object(input.get('Constraints') ?? {})),
  );
  const constraint = (member: string) => {
    const pairs = textMap(constraints, member);
    return pairs.size > 0 ? Object.fromEntries(pairs) : undefined;
  };
  const contextEquals = constraint('EncryptionContextEquals');
  const contextSubset = constraint('EncryptionContextSubset');
  const sourceArn = optionalText(constraints, 'SourceArn');
  return {
    id: randomBytes(32).toString('hex'),
    token: randomBytes(48).toString('base64url'),
    createdAt: now,
    issuingAccount: `arn:${caller.account.partition}:iam::${caller.account.id}:root`,
    granteePrincipal: requirePrincipal(
      world,
      requiredText(input, 'GranteePrincipal'),
    ),
    operations: textList(input, 'Operations'),
    ...(name !== undefined && { name }),
    ...(retiringPrincipal !== undefined && {
      retiringPrincipal: requirePrincipal(world, retiringPrincipal),
    }),
    ...(contextEquals && { contextEquals }),
    ...(contextSubset && { contextSubset }),
    ...(sourceArn !== undefined && { sourceArn }),
  };
}

function requirePrincipal(world: World, arn: string): string {
  if (isPrincipal(world, arn)) return arn;
  throw new AwsError(
    'InvalidArnException',
    400,
    `ARN does not refer to a valid principal: ${arn}`,
  );
}
