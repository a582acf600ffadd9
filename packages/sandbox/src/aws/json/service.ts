import { accountIdOf } from '@backstage-irsa/core/arn';
import type { HttpRequest, HttpResponse } from '../../server/http';
import { refusal, requireAllowed } from '../access/authorize';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { jsonAnswer, readJson } from '../protocol/json';
import type { JsonOperation, JsonService } from './operation';

/** Authorizes and runs an operation. Throws `AwsError`. */
export function runJson(
  { version, denied }: JsonService,
  operation: JsonOperation,
  request: HttpRequest,
  signed: OperationContext,
): HttpResponse {
  const input = readJson(request);
  const endpoint = `http://${request.headers.get('host') ?? 'localhost'}`;
  const context = { ...signed, endpoint };
  for (const access of [operation.access(input, context)].flat()) {
    requireAllowed(context, access, denied);
    const owner = accountIdOf(access.resource) || context.caller.account.id;
    if (operation.isOwnAccountOnly && owner !== context.caller.account.id) {
      const why = `because no resource-based policy allows the ${access.action} action`;
      throw denied(refusal(context, access, why));
    }
  }
  return jsonAnswer(operation.run(input, context), version);
}

/** Returns the error with which most of these services deny access. */
export function accessDenied(text: string): AwsError {
  return new AwsError('AccessDeniedException', 400, text);
}
