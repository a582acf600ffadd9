import type { HttpRequest, HttpResponse } from '../../server/http';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { findJsonOperation, jsonAnswer, readJson } from '../protocol/json11';
import { kms } from './index';
import { authorizeKey, keyRefusal, requireKey } from './keys';
import type { KmsFields, KmsOperation } from './operation';

/** Throws `UnknownOperationException`. */
export function findKmsOperation(request: HttpRequest): KmsOperation {
  return findJsonOperation(kms, 'TrentService', request);
}

/** Checks access to the key and runs. Throws `AwsError`. */
export function runKms(
  operation: KmsOperation,
  request: HttpRequest,
  context: OperationContext,
): HttpResponse {
  const input = readFields(request);
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
  return jsonAnswer(operation.run(found, input, context));
}

/** The members that are texts; those of these operations are. */
function readFields(request: HttpRequest): KmsFields {
  return Object.fromEntries(
    [...readJson(request)].filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
