import type { HttpRequest, HttpResponse } from '../../server/http';
import { AwsError } from './error';

const JSON_1_1 = 'application/x-amz-json-1.1';

/** The operation that the request's target names ("AWS JSON 1.1 protocol", Smithy). Throws `UnknownOperationException`. */
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

/** The members of a request. Throws `SerializationException`. */
export function readJson({ body }: HttpRequest): Map<string, unknown> {
  try {
    return new Map(Object.entries(Object(JSON.parse(body.toString('utf8')))));
  } catch {
    throw new AwsError('SerializationException', 400, 'The body is not JSON');
  }
}

export function jsonAnswer(answer: object): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': JSON_1_1 },
    body: JSON.stringify(answer),
  };
}

export function jsonError(
  requestId: string,
  { code, status, message }: AwsError,
): HttpResponse {
  return {
    status,
    headers: { 'content-type': JSON_1_1, 'x-amzn-requestid': requestId },
    body: JSON.stringify({ __type: code, message }),
  };
}
