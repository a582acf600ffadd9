import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import {
  requireStream,
  requireStreamKeyUse,
  SHARD,
  streamAccess,
  streamArn,
} from './streams';

export const putRecord: JsonOperation = {
  name: 'PutRecord',
  write: true,
  access: (input, context) =>
    streamAccess('PutRecord', streamArn(input, context)),
  run: (input, context) => {
    const stream = requireStream(context, streamArn(input, context));
    requireStreamKeyUse(context, stream, 'kms:GenerateDataKey');
    stream.records.push({
      data: requiredText(input, 'Data'),
      partitionKey: requiredText(input, 'PartitionKey'),
      at: context.now,
    });
    return {
      ShardId: SHARD,
      SequenceNumber: String(stream.records.length),
      EncryptionType: stream.keyId === undefined ? 'NONE' : 'KMS',
    };
  },
};
