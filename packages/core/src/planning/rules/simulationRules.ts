import { parseArn } from '../../arn/arn';
import { type SimulationRequest, type Violation } from '../../model/types';

const ACTION = /^[a-z0-9-]{1,64}:[A-Za-z0-9]{1,63}$/;
// A prefix and a name, which can contain a tag key. AWS allows at most 256 characters.
const CONTEXT_KEY = /^[A-Za-z0-9][\w./-]*:[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const CONTEXT_KEY_LENGTH = 256;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Returns the rules that simulation requests violate. Nothing else that a caller sends reaches the evaluator or AWS. */
export function checkSimulationRequests(
  requests: SimulationRequest[],
): Violation[] {
  return requests.flatMap((request, index) =>
    checkRequest(request).map(violation => ({
      ...violation,
      field: `requests[${index}].${violation.field}`,
    })),
  );
}

function checkRequest({
  action,
  resource,
  context = {},
}: SimulationRequest): Violation[] {
  const violations: Violation[] = [];
  if (!ACTION.test(action)) {
    violations.push({
      field: 'action',
      rule: 'action-name',
      message:
        'Invalid action. Write it as service:Name, such as s3:PutObject.',
    });
  }
  if (resource !== '*' && !parseArn(resource)) {
    violations.push({
      field: 'resource',
      rule: 'resource-arn',
      message:
        'Invalid resource. Use an ARN, such as arn:aws:s3:::bucket/key, or * for an action without one.',
    });
  }
  return [...violations, ...Object.entries(context).flatMap(checkContext)];
}

function checkContext([key, value]: [string, string | string[]]): Violation[] {
  if (key.length > CONTEXT_KEY_LENGTH || !CONTEXT_KEY.test(key)) {
    return [
      {
        field: 'context',
        rule: 'context-key',
        message:
          'Invalid condition key. Write it as prefix:name, such as aws:SourceVpce, in at most 256 characters.',
      },
    ];
  }
  return [value].flat().some(text => CONTROL_CHARACTER.test(text))
    ? [
        {
          field: 'context',
          rule: 'context-value',
          message: `A value of ${key} contains a control character. Remove it.`,
        },
      ]
    : [];
}
