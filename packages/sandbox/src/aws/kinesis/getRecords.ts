import type { JsonOperation } from '../json/operation';
import { iteratorOf, positionOf } from './iterators';
import { requireStream, requireStreamKeyUse, streamAccess } from './streams';

export const getRecords: JsonOperation = {
  name: 'GetRecords',
  write: false,
  access: input => streamAccess('GetRecords', positionOf(input).arn),
  run: (input, context) => {
    const { arn, position } = positionOf(input);
    const stream = requireStream(context, arn);
    requireStreamKeyUse(context, stream, 'kms:Decrypt');
    const { records } = stream;
    return {
      Records: records
        .slice(position)
        .map(({ data, partitionKey, at }, index) => ({
          Data: data,
          PartitionKey: partitionKey,
          SequenceNumber: String(position + index + 1),
          ApproximateArrivalTimestamp: at.getTime() / 1000,
        })),
      NextShardIterator: iteratorOf({ arn, position: records.length }),
      MillisBehindLatest: 0,
    };
  },
};
