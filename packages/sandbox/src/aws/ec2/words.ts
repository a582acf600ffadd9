import type { SignatureError } from '../access/authenticate';
import { AwsError } from '../protocol/error';
import { elements } from '../protocol/xml';
import { type QueryWords, xml } from '../query/service';

/** The answers of EC2 ("EC2 query protocol", Smithy): no result element, lists of `item`, and errors with their own format and codes. */
export const ec2Words: QueryWords = {
  response: ({ namespace }, operation, requestId, result = {}) =>
    xml(
      200,
      requestId,
      `<${operation}Response xmlns="${namespace}">${elements(
        { requestId, ...result },
        'item',
      )}</${operation}Response>`,
    ),
  error: (_service, requestId, { code, status, message }) =>
    xml(
      status,
      requestId,
      `<Response><Errors>${elements(
        { Error: { Code: code, Message: message } },
        'item',
      )}</Errors><RequestID>${requestId}</RequestID></Response>`,
    ),
  signatureError,
  denied: text =>
    new AwsError(
      'UnauthorizedOperation',
      403,
      `You are not authorized to perform this operation. ${text}`,
    ),
};

function signatureError({ problem, detail }: SignatureError): AwsError {
  switch (problem) {
    case 'missing':
      return new AwsError(
        'MissingAuthenticationToken',
        400,
        'Request is missing authentication token',
      );
    case 'incomplete':
      return new AwsError('IncompleteSignature', 400, detail);
    case 'expired-token':
      return new AwsError('RequestExpired', 400, 'Request has expired.');
    case 'too-old':
    case 'too-new':
      return new AwsError('RequestExpired', 400, detail);
    default:
      return new AwsError(
        'AuthFailure',
        401,
        'AWS was not able to validate the provided access credentials',
      );
  }
}
