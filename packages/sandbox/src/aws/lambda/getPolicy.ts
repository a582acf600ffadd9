import { createHash } from 'node:crypto';
import { shownPolicy } from '../access/policyPrincipals';
import type { EksOperation } from '../eks/operation';
import { AwsError } from '../protocol/error';
import { functionAccess, requireFunction } from './functions';

export const getPolicy: EksOperation = {
  name: 'GetPolicy',
  write: false,
  method: 'GET',
  path: '/2015-03-31/functions/{name}/policy',
  access: (input, context) => functionAccess('GetPolicy', input, context),
  run: (input, context) => {
    const { policy } = requireFunction(input, context);
    if (policy === undefined) {
      throw new AwsError(
        'ResourceNotFoundException',
        404,
        'The resource you requested does not exist.',
      );
    }
    return {
      Policy: shownPolicy(context.world, policy),
      RevisionId: createHash('md5').update(policy).digest('hex'),
    };
  },
};
