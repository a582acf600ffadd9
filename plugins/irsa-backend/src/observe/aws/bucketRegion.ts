import type {
  DeserializeHandler,
  DeserializeHandlerArguments,
} from '@aws-sdk/types';
import { isRegion } from '@backstage-irsa/core/arn';

const HEADER = 'x-amz-bucket-region';

/** The region that a request was signed for. A client that follows redirections may keep one of them for what it sends at the same time. */
const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/s3\//;

/**
 * Middleware around each attempt: tells the region of a bucket. S3 names it where it sends a request on to another region, which the client follows;
 * else it is the region that answered, since a region answers for its own buckets alone.
 *
 * Source: "Request redirection and the REST API", Amazon S3 User Guide.
 */
export function noteBucketRegion(note: (region: string | undefined) => void) {
  return <Input extends object, Output extends object>(
      next: DeserializeHandler<Input, Output>,
    ): DeserializeHandler<Input, Output> =>
    async (args: DeserializeHandlerArguments<Input>) => {
      const answer = await next(args);
      const said = headerOf(answer.response, HEADER);
      const [, signed] =
        SIGNED_FOR.exec(headerOf(args.request, 'authorization')) ?? [];
      note([said, signed].find(region => isRegion(region ?? '')));
      return answer;
    };
}

function headerOf(message: unknown, name: string): string {
  const { headers } = Object(message);
  return String(Object(headers)[name] ?? '');
}
