import { shownPolicy } from '../access/policyPrincipals';
import type { JsonOperation } from '../json/operation';
import { requireSecret, secretAccess, secretNames } from './secrets';

/** Returns the resource policy of a secret. `ResourcePolicy` is absent if there is none. */
export const getResourcePolicy: JsonOperation = {
  name: 'GetResourcePolicy',
  write: false,
  access: (input, context) => secretAccess('GetResourcePolicy', input, context),
  run: (input, context) => {
    const secret = requireSecret(input, context);
    return {
      ...secretNames(secret),
      ResourcePolicy:
        secret.policy && shownPolicy(context.world, secret.policy),
    };
  },
};
