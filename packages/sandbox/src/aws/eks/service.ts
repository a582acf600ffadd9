import type { HttpRequest, HttpResponse } from '../../server/http';
import { requireAllowed } from '../access/authorize';
import type { OperationContext } from '../operation';
import { decodePart, parsePairs } from '../protocol/encoding';
import { AwsError } from '../protocol/error';
import type { EksInput, EksOperation, JsonValue } from './operation';

export interface EksMatch {
  operation: EksOperation;
  input: EksInput;
}

/** Returns the operation for a method and path. Throws `UnknownOperationException`. */
export function findEksOperation(
  operations: EksOperation[],
  request: HttpRequest,
): EksMatch {
  const segments = request.path.split('/').map(decodePart);
  for (const operation of operations) {
    const path = matchPath(operation.path.split('/'), segments);
    if (operation.method === request.method && path) {
      return {
        operation,
        input: { path, ...readQuery(request), body: readBody(request) },
      };
    }
  }
  throw new AwsError(
    'UnknownOperationException',
    404,
    `The sandbox has no operation ${request.method} ${request.path}`,
  );
}

function readQuery({ query }: HttpRequest) {
  const pairs = parsePairs(query, false);
  return {
    query: new Map(pairs),
    queryList: (name: string) =>
      pairs.filter(([key]) => key === name).map(([, value]) => value),
  };
}

/** Reads the body. Throws `InvalidRequestException` if it is not a JSON object. */
function readBody({ body }: HttpRequest): EksInput['body'] {
  if (body.length === 0) {
    return {};
  }
  try {
    const parsed: JsonValue = JSON.parse(body.toString('utf8'));
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      !Array.isArray(parsed)
    ) {
      return parsed;
    }
  } catch {
    // The error below is the same for invalid JSON and for JSON that is not an object.
  }
  throw new AwsError(
    'InvalidRequestException',
    400,
    'The request body must be a JSON object',
  );
}

function matchPath(
  template: string[],
  segments: string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) {
    return undefined;
  }
  const values: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) {
      values[name] = segments[index];
    } else if (part !== segments[index]) {
      return undefined;
    }
  }
  return values;
}

/** Authorizes and runs an operation. Throws `AwsError`. */
export async function runEks(
  { operation, input }: EksMatch,
  context: OperationContext,
): Promise<HttpResponse> {
  for (const access of [operation.access(input, context)].flat()) {
    requireAllowed(
      context,
      access,
      text =>
        new AwsError(
          'AccessDeniedException',
          operation.deniedStatus ?? 403,
          text,
        ),
    );
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(await operation.run(input, context)),
  };
}

export function eksError(
  requestId: string,
  { code, status, message }: AwsError,
): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({ message }),
  };
}
