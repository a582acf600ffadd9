import type { SignatureError } from '../access/authenticate';
import { AwsError } from '../protocol/error';

export function noSuchBucket(): AwsError {
  return new AwsError(
    'NoSuchBucket',
    404,
    'The specified bucket does not exist',
  );
}

/** The bucket is in another region than the request was sent to. The error names the bucket's region. */
export class OtherRegionError extends AwsError {
  constructor(readonly region: string) {
    super(
      'PermanentRedirect',
      301,
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    );
  }
}

/** Returns an authorization error without a reason. */
export function accessDenied(): AwsError {
  return new AwsError('AccessDenied', 403, 'Access Denied');
}

/** Returns S3's error for a rejected signature. */
export function s3SignatureError({
  problem,
  detail,
}: SignatureError): AwsError {
  switch (problem) {
    case 'missing':
      return accessDenied();
    case 'incomplete':
      return new AwsError('AuthorizationHeaderMalformed', 400, detail);
    case 'unknown-key':
      return new AwsError(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
      );
    case 'wrong-token':
      return new AwsError(
        'InvalidToken',
        400,
        'The provided token is malformed or otherwise invalid.',
      );
    case 'expired-token':
      return new AwsError(
        'ExpiredToken',
        400,
        'The provided token has expired.',
      );
    case 'too-old':
    case 'too-new':
      return new AwsError(
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
      );
    case 'presigned-expired':
      return new AwsError('AccessDenied', 403, 'Request has expired');
    case 'payload-mismatch':
      return new AwsError(
        'XAmzContentSHA256Mismatch',
        400,
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    default:
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      );
  }
}
