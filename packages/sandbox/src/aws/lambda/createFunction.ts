import type { LambdaFunction } from '../../state/resources';
import type { EksOperation } from '../eks/operation';
import { newResource, placeOf } from '../newResource';
import { AwsError } from '../protocol/error';
import { functionArn, requiredText } from './functions';

export const createFunction: EksOperation = {
  name: 'CreateFunction',
  write: true,
  method: 'POST',
  path: '/2015-03-31/functions',
  access: (input, context) => [
    {
      action: 'lambda:CreateFunction',
      resource: functionArn(requiredText(input, 'FunctionName'), context),
    },
    {
      action: 'iam:PassRole',
      resource: requiredText(input, 'Role'),
      context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    },
  ],
  run: (input, context) => {
    const { world } = context;
    const name = requiredText(input, 'FunctionName');
    const arn = functionArn(name, context);
    if (world.resources.has(arn)) {
      throw new AwsError(
        'ResourceConflictException',
        409,
        `Function already exist: ${name}`,
      );
    }
    const made: LambdaFunction = {
      ...newResource(placeOf(context), { kind: 'function', name }),
      roleArn: requiredText(input, 'Role'),
    };
    world.resources.set(arn, made);
    return { FunctionName: name, FunctionArn: arn, Role: made.roleArn };
  },
};
