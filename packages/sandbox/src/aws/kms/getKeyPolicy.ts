import { shownPolicy } from '../access/policyPrincipals';
import type { JsonOperation } from '../json/operation';
import { keyAccess, keyOf } from './access';

export const getKeyPolicy: JsonOperation = {
  name: 'GetKeyPolicy',
  write: false,
  isOwnAccountOnly: true,
  access: (input, context) => keyAccess('GetKeyPolicy', input, context),
  run: (input, context) => ({
    Policy: shownPolicy(context.world, keyOf(input, context).key.policy),
    PolicyName: 'default',
  }),
};
