import type { HttpRequest, HttpResponse } from '../../server/http';
import { AwsError } from './error';

/** The versions of the AWS JSON protocol, which differ in the content type. */
export type JsonVersion = '1.0' | '1.1';

const contentType = (version: JsonVersion) =>
  `application/x-amz-json-${version}`;

/** Returns the operation that `X-Amz-Target` names ("AWS JSON 1.1 protocol", Smithy). Throws `UnknownOperationException`. */
export function findJsonOperation<T extends { name: string }>(
  operations: T[],
  prefix: string,
  request: HttpRequest,
): T {
  const target = request.headers.get('x-amz-target') ?? '';
  const operation = operations.find(
    ({ name }) => target === `${prefix}.${name}`,
  );
  if (operation) return operation;
  throw new AwsError(
    'UnknownOperationException',
    400,
    `The sandbox has no operation ${target}`,
  );
}

/** Returns the members of the request body. Throws `SerializationException` if it is not JSON. */
export function readJson({ body }: HttpRequest): Map<string, unknown> {
  try {
    return new Map(Object.entries(Object(JSON.parse(body.toString('utf8')))));
  } catch {
    throw new AwsError('SerializationException', 400, 'The body is not JSON');
  }
}

export function jsonAnswer(
  answer: object,
  version: JsonVersion = '1.1',
): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': contentType(version) },
    body: JSON.stringify(answer),
  };
}

/** How services with the AWS JSON protocol differ in their errors. */
interface ErrorForm {
  version?: JsonVersion;
  /** The error code for clients of the query protocol, if it differs. */
  queryCode?: string;
  /** The namespace of the service's error types, if it sends it. */
  namespace?: string;
}

/**
 * Returns an error answer. A missing permission is an error of the framework, with its own namespace and a capitalized `Message`.
 *
 * Source: "Error handling with DynamoDB", Amazon DynamoDB Developer Guide, and "Making Query API requests using AWS JSON protocol in Amazon SQS",
 * Amazon SQS Developer Guide.
 */
export function jsonError(
  requestId: string,
  { code, status, message }: AwsError,
  { version = '1.1', queryCode, namespace }: ErrorForm = {},
): HttpResponse {
  const isDenied = code === 'AccessDeniedException';
  const prefix = isDenied ? 'com.amazon.coral.service' : namespace;
  return {
    status,
    headers: {
      'content-type': contentType(version),
      'x-amzn-requestid': requestId,
      ...(queryCode !== undefined && {
        'x-amzn-query-error': `${queryCode};${
          status < 500 ? 'Sender' : 'Receiver'
        }`,
      }),
    },
    body: JSON.stringify({
      __type: namespace === undefined ? code : `${prefix}#${code}`,
      [isDenied ? 'Message' : 'message']: message,
    }),
  };
}
