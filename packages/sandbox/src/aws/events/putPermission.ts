import { statementsIn, takePolicy } from '../access/policyPrincipals';
import { type JsonInput, optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import type { EventBus } from '../../state/resources';
import { AwsError } from '../protocol/error';
import { busArn, requireBus } from './eventBuses';

/** Replaces the policy with `Policy`, or adds a statement that allows an account. */
export const putPermission: JsonOperation = {
  name: 'PutPermission',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => ({
    action: 'events:PutPermission',
    resource: busArn(context, optionalText(input, 'EventBusName')),
  }),
  run: (input, context) => {
    const bus = requireBus(
      context,
      busArn(context, optionalText(input, 'EventBusName')),
    );
    bus.policy = takePolicy(
      context.world,
      optionalText(input, 'Policy') ?? withStatement(bus, input),
      (problem = 'The principal is invalid.') =>
        new AwsError('ValidationException', 400, problem),
    );
    return {};
  },
};

function withStatement({ arn, policy }: EventBus, input: JsonInput): string {
  const principal = requiredText(input, 'Principal');
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...(policy === undefined ? [] : statementsIn(policy)),
      {
        Sid: requiredText(input, 'StatementId'),
        Effect: 'Allow',
        Principal:
          principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
        Action: requiredText(input, 'Action'),
        Resource: arn,
      },
    ],
  });
}
