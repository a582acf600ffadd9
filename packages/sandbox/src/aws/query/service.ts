import type { HttpRequest, HttpResponse } from '../../server/http';
import type { SignatureError } from '../access/authenticate';
import { parsePairs } from '../protocol/encoding';
import { AwsError } from '../protocol/error';
import type { Form } from '../protocol/fields';
import { elements, type XmlObject } from '../protocol/xml';
import type { BoundOperation } from './operation';

/** A service with the query protocol: requests are forms, answers are XML ("AWS query protocol", Smithy). */
export interface QueryService {
  name: 'iam' | 'sts' | 'ec2' | 'sns';
  version: string;
  /** The XML namespace of the answers. */
  namespace: string;
  operations: BoundOperation[];
  words: QueryWords;
}

/** The parts of the query protocol that differ between services. */
export interface QueryWords {
  response(
    service: QueryService,
    operation: string,
    requestId: string,
    result: XmlObject | undefined,
  ): HttpResponse;
  error(
    service: QueryService,
    requestId: string,
    error: AwsError,
  ): HttpResponse;
  signatureError(error: SignatureError): AwsError;
  /** Returns the error for an access that policies do not allow. */
  denied(text: string): AwsError;
}

/** Returns the form of a query-protocol request, from the body or from the query string of a GET request. */
export function readForm(request: HttpRequest): Form {
  const encoded =
    request.method === 'POST' ? request.body.toString('utf8') : request.query;
  return new Map(parsePairs(encoded, true));
}

/** Returns the operation that the form names. Throws `InvalidAction`. */
export function findOperation(
  service: QueryService,
  form: Form,
): BoundOperation {
  const action = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  const operation = service.operations.find(({ name }) => name === action);
  if (!operation || version !== service.version) {
    throw new AwsError(
      'InvalidAction',
      400,
      `Could not find operation ${action} for version ${version}`,
    );
  }
  return operation;
}

/** Returns the answer of an operation that succeeded. */
function queryResponse(
  service: QueryService,
  operation: string,
  requestId: string,
  result: XmlObject | undefined,
): HttpResponse {
  const body = result
    ? `<${operation}Result>${elements(result, 'member')}</${operation}Result>`
    : '';
  return xml(
    200,
    requestId,
    `<${operation}Response xmlns="${service.namespace}">${body}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
  );
}

/** Returns the answer of an operation that failed. */
function queryError(
  service: QueryService,
  requestId: string,
  { code, status, message }: AwsError,
): HttpResponse {
  const error = {
    Type: status < 500 ? 'Sender' : 'Receiver',
    Code: code,
    Message: message,
  };
  return xml(
    status,
    requestId,
    `<ErrorResponse xmlns="${service.namespace}"><Error>${elements(
      error,
      'member',
    )}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** Returns an XML answer. */
export function xml(
  status: number,
  requestId: string,
  body: string,
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body,
  };
}

/** Returns the error of IAM and STS for a rejected signature. */
function querySignatureError({ problem, detail }: SignatureError): AwsError {
  switch (problem) {
    case 'missing':
      return new AwsError(
        'MissingAuthenticationToken',
        403,
        'Request is missing Authentication Token',
      );
    case 'incomplete':
      return new AwsError('IncompleteSignature', 400, detail);
    case 'unknown-key':
    case 'wrong-token':
      return new AwsError(
        'InvalidClientTokenId',
        403,
        'The security token included in the request is invalid.',
      );
    case 'expired-token':
      return new AwsError(
        'ExpiredToken',
        403,
        'The security token included in the request is expired',
      );
    case 'too-old':
    case 'too-new':
      return new AwsError('SignatureDoesNotMatch', 403, detail);
    default:
      return new AwsError(
        'SignatureDoesNotMatch',
        403,
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
  }
}

/** The answers and errors of IAM and STS. */
export const queryWords: QueryWords = {
  response: queryResponse,
  error: queryError,
  signatureError: querySignatureError,
  denied: text => new AwsError('AccessDenied', 403, text),
};
