import { takePolicy } from '../access/policyPrincipals';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { requireSecret, secretAccess, secretNames } from './secrets';

export const putResourcePolicy: JsonOperation = {
  name: 'PutResourcePolicy',
  write: true,
  access: (input, context) => secretAccess('PutResourcePolicy', input, context),
  run: (input, context) => {
    const secret = requireSecret(input, context);
    secret.policy = takePolicy(
      context.world,
      requiredText(input, 'ResourcePolicy'),
      (problem = 'This resource policy contains an unsupported principal.') =>
        new AwsError('MalformedPolicyDocumentException', 400, problem),
    );
    return secretNames(secret);
  },
};
