import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantContext, GrantDefinition } from './types';

const READ = ['ssm:GetParameter', 'ssm:GetParameters'];
const BELOW = ['ssm:GetParametersByPath', ...READ];

/** Returns the ARN of a parameter. A name with a path already begins with the slash that the ARN requires. */
function parameterArn(name: string, context: GrantContext): string {
  return arnOf('ssm', context, `parameter/${name.replace(/^\//, '')}`);
}

/** Access to parameters of the SSM Parameter Store. */
export const ssm: GrantDefinition = {
  service: 'ssm',
  title: 'SSM Parameter Store',
  resourceLabel: 'parameter',
  // Source: "PutParameter", AWS Systems Manager API Reference.
  checkResource: namedBy(
    /^(?!\/?(aws|ssm)(\/|$))(?=.{1,900}$)\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+){0,14}$/i,
    {
      rule: 'parameter-name',
      noun: 'Parameter',
      says: 'letters, digits, dots, hyphens and underscores in at most 15 levels between slashes, not beginning with "aws" or "ssm"',
    },
  ),
  access: {
    read: {
      description: 'read the parameter',
      statements: (name, context) => [allow(READ, parameterArn(name, context))],
    },
    'read-path': {
      description: 'read the parameter and all parameters below it',
      statements: (name, context) => {
        const arn = parameterArn(name, context);
        return [allow(BELOW, [arn, `${arn}/*`])];
      },
    },
    'read-write': {
      description: 'read the parameter and store new values of it',
      statements: (name, context) => [
        allow([...READ, 'ssm:PutParameter'], parameterArn(name, context)),
      ],
    },
  },
};
