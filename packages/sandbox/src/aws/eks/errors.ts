import type { SignatureError } from '../access/authenticate';
import { AwsError } from '../protocol/error';

export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', 404, message);
}

export function resourceInUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', 409, message);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('InvalidRequestException', 400, message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', 400, message);
}

/** Returns the error of JSON services for a rejected signature. */
export function jsonSignatureError({
  problem,
  detail,
}: SignatureError): AwsError {
  switch (problem) {
    case 'missing':
      return new AwsError(
        'MissingAuthenticationTokenException',
        403,
        'Missing Authentication Token',
      );
    case 'incomplete':
      return new AwsError('IncompleteSignatureException', 403, detail);
    case 'unknown-key':
    case 'wrong-token':
      return new AwsError(
        'UnrecognizedClientException',
        403,
        'The security token included in the request is invalid.',
      );
    case 'expired-token':
      return new AwsError(
        'ExpiredTokenException',
        403,
        'The security token included in the request is expired',
      );
    case 'too-old':
    case 'too-new':
      return new AwsError('InvalidSignatureException', 403, detail);
    default:
      return new AwsError(
        'InvalidSignatureException',
        403,
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
  }
}
