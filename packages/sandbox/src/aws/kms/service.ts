import type { HttpRequest, HttpResponse } from '../../server/http';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { kms } from './index';
import { authorizeKey, keyRefusal, requireKey } from './keys';
import type { KmsFields, KmsOperation } from './operation';

const JSON_1_1 = 'application/x-amz-json-1.1';

/** The operation that the request's target names ("AWS JSON 1.1 protocol", Smithy). Throws `UnknownOperationException`. */
export function findKmsOperation(request: HttpRequest): KmsOperation {
  const target = request.headers.get('x-amz-target') ?? '';
  const operation = kms.find(({ name }) => target === `TrentService.${name}`);
  if (!operation) {
    throw new AwsError(
      'UnknownOperationException',
      400,
      `The sandbox has no KMS operation ${target}`,
    );
  }
  return operation;
}

/** Checks access to the key and runs. Throws `AwsError`. */
export function runKms(
  operation: KmsOperation,
  request: HttpRequest,
  context: OperationContext,
): HttpResponse {
  const input = readFields(request.body);
  const { caller, region } = context;
  const found = requireKey(
    context.world,
    { account: caller.account, region },
    input.KeyId ?? '',
  );
  const action = `kms:${operation.name}`;
  const verdict = authorizeKey(context, found, { action });
  // Neither operation crosses accounts ("Cross-account use: No", AWS KMS API Reference).
  if (found.account.id !== caller.account.id || !verdict.allowed) {
    throw new AwsError(
      'AccessDeniedException',
      400,
      keyRefusal(
        context,
        action,
        found,
        verdict.allowed
          ? `because no resource-based policy allows the ${action} action`
          : verdict.because,
      ),
    );
  }
  return {
    status: 200,
    headers: { 'content-type': JSON_1_1 },
    body: JSON.stringify(operation.run(found, input, context)),
  };
}

/** The members that are texts; those of these operations are. */
function readFields(body: Buffer): KmsFields {
  try {
    const sent: unknown = JSON.parse(body.toString('utf8'));
    return Object.fromEntries(
      Object.entries(Object(sent)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
  } catch {
    throw new AwsError('SerializationException', 400, 'The body is not JSON');
  }
}

export function kmsError(
  requestId: string,
  { code, status, message }: AwsError,
): HttpResponse {
  return {
    status,
    headers: { 'content-type': JSON_1_1, 'x-amzn-requestid': requestId },
    body: JSON.stringify({ __type: code, message }),
  };
}
