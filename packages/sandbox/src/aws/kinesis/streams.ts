import type { Access } from '../../state/calls';
import type { Stream } from '../../state/resources';
import { type JsonInput, optionalText, requiredText } from '../json/fields';
import { type KeyAction, kmsCode, kmsText, requireKeyUse } from '../kms/keyUse';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** The ID of the only shard of a stream. */
export const SHARD = 'shardId-000000000000';

/** Returns the ARN of the stream that a request names by ARN, or by name in the caller's account and region. */
export function streamArn(input: JsonInput, context: OperationContext): string {
  return (
    optionalText(input, 'StreamARN') ??
    resourceArn(placeOf(context), {
      kind: 'stream',
      name: requiredText(input, 'StreamName'),
    })
  );
}

export function streamAccess(operation: string, arn: string): Access {
  return { action: `kinesis:${operation}`, resource: arn };
}

/** Returns the stream with this ARN. Throws `ResourceNotFoundException`. */
export function requireStream(
  { world }: OperationContext,
  arn: string,
): Stream {
  const stream = world.resources.get(arn);
  if (stream?.kind === 'stream') return stream;
  const [, , , , account, id = ''] = arn.split(':');
  throw new AwsError(
    'ResourceNotFoundException',
    400,
    `Stream ${id.replace(/^stream\//, '')} under account ${account} not found.`,
  );
}

/**
 * Throws `KMSAccessDeniedException` unless the caller can use the stream's key: Kinesis uses it on behalf of the caller.
 *
 * Source: "Permissions to use user-generated KMS keys", Amazon Kinesis Data Streams Developer Guide.
 */
export function requireStreamKeyUse(
  context: OperationContext,
  stream: Stream,
  action: KeyAction,
): void {
  requireKeyUse(
    context,
    {
      service: 'kinesis',
      resource: stream,
      encryptionContext: { 'aws:kinesis:arn': stream.arn },
      refused: error =>
        new AwsError(`${kmsCode(error, 'KMS')}Exception`, 400, kmsText(error)),
    },
    [action],
  );
}
