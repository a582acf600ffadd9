import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantContext, GrantDefinition } from './types';

/**
 * Returns the ARN of a secret. Secrets Manager appends a hyphen and 6 characters to the name. Source: "CreateSecret", AWS Secrets Manager API
 * Reference.
 */
function secretArn(name: string, context: GrantContext): string {
  return arnOf('secretsmanager', context, `secret:${name}-??????`);
}

/** Access to the value of one secret. */
export const secretsmanager: GrantDefinition = {
  service: 'secretsmanager',
  title: 'Secrets Manager',
  resourceLabel: 'secret',
  checkResource: namedBy(/^[A-Za-z0-9/_+=.@-]{1,512}$/, {
    rule: 'secret-name',
    noun: 'Secret',
    says: 'at most 512 letters, digits and the characters /_+=.@-',
  }),
  access: {
    read: {
      description: 'read the secret',
      statements: (name, context) => [
        allow(
          ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          secretArn(name, context),
        ),
      ],
    },
    'read-write': {
      description: 'read the secret and store new values of it',
      statements: (name, context) => [
        allow(
          [
            'secretsmanager:GetSecretValue',
            'secretsmanager:DescribeSecret',
            'secretsmanager:PutSecretValue',
          ],
          secretArn(name, context),
        ),
      ],
    },
  },
};
