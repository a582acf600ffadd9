import { unknown } from '@backstage-irsa/core/model';
import { keyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads streams, without their policies. Source: "DescribeStreamSummary", Amazon Kinesis Data Streams API Reference. */
export const kinesis: ResourceReader = {
  policy: async () => unknown('Policies of streams are not read.'),
  key: (aws, home, stream) =>
    keyIn('kinesis:DescribeStreamSummary', async () => {
      const answer = await aws.json('kinesis', home, 'DescribeStreamSummary', {
        StreamName: stream,
      });
      const summary = Reflect.get(answer, 'StreamDescriptionSummary');
      const { EncryptionType: type, KeyId: keyId } = Object(summary);
      return type === 'KMS' ? keyId : undefined;
    }),
};
