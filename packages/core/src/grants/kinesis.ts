import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

const FIND = ['kinesis:DescribeStreamSummary', 'kinesis:ListShards'];

/** Access to the records of one Kinesis data stream. */
export const kinesis: GrantDefinition = {
  service: 'kinesis',
  title: 'Kinesis Data Streams',
  resourceLabel: 'stream',
  // Source: "CreateStream", Amazon Kinesis Data Streams API Reference.
  checkResource: namedBy(/^[A-Za-z0-9_.-]{1,128}$/, {
    rule: 'stream-name',
    noun: 'Stream',
    says: 'at most 128 letters, digits, underscores, hyphens and dots',
  }),
  access: {
    read: {
      description: 'read records of the stream',
      statements: (stream, context) => [
        allow(
          ['kinesis:GetRecords', 'kinesis:GetShardIterator', ...FIND],
          arnOf('kinesis', context, `stream/${stream}`),
        ),
      ],
    },
    write: {
      description: 'put records into the stream',
      statements: (stream, context) => [
        allow(
          ['kinesis:PutRecord', 'kinesis:PutRecords', ...FIND],
          arnOf('kinesis', context, `stream/${stream}`),
        ),
      ],
    },
  },
};
