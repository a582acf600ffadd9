import type { JsonOperation } from '../json/operation';
import { requireStream, streamAccess, streamArn } from './streams';

/** Returns a stream. The answer names the key as the stream was given it. */
export const describeStreamSummary: JsonOperation = {
  name: 'DescribeStreamSummary',
  write: false,
  access: (input, context) =>
    streamAccess('DescribeStreamSummary', streamArn(input, context)),
  run: (input, context) => {
    const { name, arn, keyId, createdAt } = requireStream(
      context,
      streamArn(input, context),
    );
    return {
      StreamDescriptionSummary: {
        StreamName: name,
        StreamARN: arn,
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: 'PROVISIONED' },
        RetentionPeriodHours: 24,
        StreamCreationTimestamp: createdAt.getTime() / 1000,
        EnhancedMonitoring: [],
        EncryptionType: keyId === undefined ? 'NONE' : 'KMS',
        KeyId: keyId,
        OpenShardCount: 1,
        ConsumerCount: 0,
      },
    };
  },
};
