import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { newResource, placeOf } from '../newResource';
import { AwsError } from '../protocol/error';
import { streamAccess, streamArn } from './streams';

/** Creates a stream, which is active at once. */
export const createStream: JsonOperation = {
  name: 'CreateStream',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) =>
    streamAccess('CreateStream', streamArn(input, context)),
  run: (input, context) => {
    const name = requiredText(input, 'StreamName');
    const stream = newResource(placeOf(context), { kind: 'stream', name });
    if (context.world.resources.has(stream.arn)) {
      throw new AwsError(
        'ResourceInUseException',
        400,
        `Stream ${name} under account ${stream.accountId} already exists.`,
      );
    }
    context.world.resources.set(stream.arn, { ...stream, records: [] });
    return {};
  },
};
