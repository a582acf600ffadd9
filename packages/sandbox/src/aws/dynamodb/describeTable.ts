import type { Table } from '../../state/resources';
import type { JsonOperation } from '../json/operation';
import { requireTable, tableAccess, tableArn } from './tables';

/** Returns the description of a table. It contains encryption only if the key is not owned by DynamoDB. */
export function tableShape({
  name,
  arn,
  keyId,
  keyNames,
  createdAt,
  items,
}: Table) {
  return {
    TableName: name,
    TableArn: arn,
    TableStatus: 'ACTIVE',
    CreationDateTime: createdAt.getTime() / 1000,
    ItemCount: items.size,
    TableSizeBytes: 0,
    KeySchema: keyNames.map((AttributeName, index) => ({
      AttributeName,
      KeyType: index === 0 ? 'HASH' : 'RANGE',
    })),
    SSEDescription:
      keyId === undefined
        ? undefined
        : { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: keyId },
  };
}

export const describeTable: JsonOperation = {
  name: 'DescribeTable',
  write: false,
  access: (input, context) =>
    tableAccess('DescribeTable', tableArn(input, context)),
  run: (input, context) => ({
    Table: tableShape(requireTable(context, tableArn(input, context))),
  }),
};
