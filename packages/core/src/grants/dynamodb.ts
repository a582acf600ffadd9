import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantContext, GrantDefinition } from './types';

const READ = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
];
const WRITE = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:DescribeTable',
];

/** Returns statements for the table and its indexes, which are separate resources under the table. */
function statements(actions: string[], table: string, context: GrantContext) {
  const arn = arnOf('dynamodb', context, `table/${table}`);
  return [allow([...new Set(actions)], [arn, `${arn}/index/*`])];
}

/** Access to the items of one DynamoDB table and its indexes. */
export const dynamodb: GrantDefinition = {
  service: 'dynamodb',
  title: 'DynamoDB',
  resourceLabel: 'table',
  // Source: "Naming rules and data types", Amazon DynamoDB Developer Guide.
  checkResource: namedBy(/^[A-Za-z0-9_.-]{3,255}$/, {
    rule: 'table-name',
    noun: 'Table',
    says: '3 to 255 letters, digits, underscores, hyphens and dots',
  }),
  access: {
    read: {
      description: 'read items of the table',
      statements: (table, context) => statements(READ, table, context),
    },
    write: {
      description: 'write and delete items of the table',
      statements: (table, context) => statements(WRITE, table, context),
    },
    'read-write': {
      description: 'read, write and delete items of the table',
      statements: (table, context) =>
        statements([...READ, ...WRITE], table, context),
    },
  },
};
