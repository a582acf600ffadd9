import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { iteratorOf } from './iterators';
import { requireStream, streamAccess, streamArn } from './streams';

/** Returns a shard iterator that starts at the oldest record (`TRIM_HORIZON`) or after the newest one. */
export const getShardIterator: JsonOperation = {
  name: 'GetShardIterator',
  write: false,
  access: (input, context) =>
    streamAccess('GetShardIterator', streamArn(input, context)),
  run: (input, context) => {
    const { arn, records } = requireStream(context, streamArn(input, context));
    const type = requiredText(input, 'ShardIteratorType');
    const position = type === 'TRIM_HORIZON' ? 0 : records.length;
    return { ShardIterator: iteratorOf({ arn, position }) };
  },
};
