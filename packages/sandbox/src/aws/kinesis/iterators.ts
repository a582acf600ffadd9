import { type JsonInput, requiredText } from '../json/fields';
import { AwsError } from '../protocol/error';

/** The position of a reader in a stream. */
interface Position {
  arn: string;
  position: number;
}

export function iteratorOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

/** Returns the position that a shard iterator stands for. Throws `InvalidArgumentException`. */
export function positionOf(input: JsonInput): Position {
  const iterator = requiredText(input, 'ShardIterator');
  try {
    return JSON.parse(Buffer.from(iterator, 'base64').toString('utf8'));
  } catch {
    throw new AwsError(
      'InvalidArgumentException',
      400,
      'Invalid ShardIterator.',
    );
  }
}
