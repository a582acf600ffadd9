import type {
  DeserializeHandler,
  DeserializeHandlerArguments,
} from '@aws-sdk/types';
import { isRegion } from '@backstage-irsa/core/arn';

const HEADER = 'x-amz-bucket-region';

/** Matches the region that a request was signed for. A client that follows a redirect may use the new region for concurrent requests too. */
const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/s3\//;

/**
 * Creates middleware that runs around each attempt and notes the region of the bucket. If S3 redirects the request to another region, S3 names that
 * region. Otherwise it is the region that answered, because a region answers only for its own buckets.
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
