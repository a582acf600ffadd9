import { parseArn } from '@backstage-irsa/core/arn';
import type { Access } from '../../state/calls';
import type { Table } from '../../state/resources';
import { type JsonInput, requiredText } from '../json/fields';
import { type KeyAction, kmsText, requireKeyUse } from '../kms/keyUse';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the ARN of the table that a member names, either by ARN or by name in the caller's account and region. */
export function tableArn(
  input: JsonInput,
  context: OperationContext,
  member = 'TableName',
): string {
  const name = requiredText(input, member);
  return parseArn(name)
    ? name
    : resourceArn(placeOf(context), { kind: 'table', name });
}

export function tableAccess(operation: string, arn: string): Access {
  return { action: `dynamodb:${operation}`, resource: arn };
}

/** Returns the table with this ARN. Throws `ResourceNotFoundException`. */
export function requireTable({ world }: OperationContext, arn: string): Table {
  const table = world.resources.get(arn);
  if (table?.kind === 'table') return table;
  const name = parseArn(arn)?.resource.replace(/^table\//, '') ?? arn;
  throw new AwsError(
    'ResourceNotFoundException',
    400,
    `Requested resource not found: Table: ${name} not found`,
  );
}

/** Returns the key of an item in its table: the values of its primary key as JSON. Throws `ValidationException` if a value is missing. */
export function keyOf(
  { keyNames }: Table,
  item: ReadonlyMap<string, unknown>,
): string {
  const lacking = keyNames.find(name => !item.has(name));
  if (lacking !== undefined) {
    throw new AwsError(
      'ValidationException',
      400,
      `One or more parameter values were invalid: Missing the key ${lacking} in the item`,
    );
  }
  return JSON.stringify(keyNames.map(name => item.get(name)));
}

/**
 * Throws `AccessDeniedException` unless the caller can use the table's key: DynamoDB uses it on behalf of the caller.
 *
 * Source: "DynamoDB encryption at rest: How it works", Amazon DynamoDB Developer Guide.
 */
export function requireTableKeyUse(
  context: OperationContext,
  table: Table,
  actions: KeyAction[] = ['kms:Decrypt'],
): void {
  requireKeyUse(
    context,
    {
      service: 'dynamodb',
      resource: table,
      encryptionContext: {
        'aws:dynamodb:tableName': table.name,
        'aws:dynamodb:subscriberId': table.accountId,
      },
      refused: error =>
        error.code === 'AccessDeniedException'
          ? new AwsError(
              'AccessDeniedException',
              400,
              `KMS key access denied error: com.amazonaws.services.kms.model.AWSKMSException: ${kmsText(
                error,
              )}`,
            )
          : new AwsError('ValidationException', 400, kmsText(error)),
    },
    actions,
  );
}
