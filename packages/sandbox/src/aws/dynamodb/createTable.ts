import type { Table } from '../../state/resources';
import { type JsonInput, optionalText, requiredText } from '../json/fields';
import type { JsonContext, JsonOperation } from '../json/operation';
import type { KeyAction } from '../kms/keyUse';
import { requireKey } from '../kms/keys';
import { newResource, placeOf } from '../newResource';
import { AwsError } from '../protocol/error';
import { tableShape } from './describeTable';
import { requireTableKeyUse, tableAccess, tableArn } from './tables';

/** The actions that DynamoDB performs with the key on behalf of the caller who creates a table. DynamoDB also creates a grant for itself. */
const OF_CREATION: KeyAction[] = [
  'kms:DescribeKey',
  'kms:CreateGrant',
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
];

/** Creates a table, which is active at once. */
export const createTable: JsonOperation = {
  name: 'CreateTable',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) =>
    tableAccess('CreateTable', tableArn(input, context)),
  run: (input, context) => {
    const { world } = context;
    const arn = tableArn(input, context);
    const name = requiredText(input, 'TableName');
    if (world.resources.has(arn)) {
      throw new AwsError(
        'ResourceInUseException',
        400,
        `Table already exists: ${name}`,
      );
    }
    const keyId = keyOfInput(input, context);
    const table: Table = {
      ...newResource(placeOf(context), { kind: 'table', name, keyId }),
      keyNames: keyNames(input),
      items: new Map(),
    };
    requireTableKeyUse(context, table, OF_CREATION);
    world.resources.set(arn, table);
    return { TableDescription: tableShape(table) };
  },
};

/** Returns the ARN of the table's key. A table stores the ARN even if the request names the key in another way. */
function keyOfInput(
  input: JsonInput,
  { world, caller: { account }, region }: JsonContext,
): string | undefined {
  const encryption = new Map(
    Object.entries(Object(input.get('SSESpecification') ?? {})),
  );
  if (encryption.get('Enabled') !== true) return undefined;
  const keyId =
    optionalText(encryption, 'KMSMasterKeyId') ?? 'alias/aws/dynamodb';
  return requireKey(world, { account, region }, keyId).key.arn;
}

function keyNames(input: JsonInput): string[] {
  const schema = input.get('KeySchema');
  return (Array.isArray(schema) ? schema : []).flatMap(element => {
    const name: unknown = Reflect.get(Object(element), 'AttributeName');
    return typeof name === 'string' ? [name] : [];
  });
}
