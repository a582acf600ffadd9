import { policyProblem } from '../access/policyProblem';
import { AwsError } from '../protocol/error';
import type { KmsOperation } from './operation';

/** Roles are kept by name: a key policy follows one that is made again, which KMS's does not. */
export const putKeyPolicy: KmsOperation = {
  name: 'PutKeyPolicy',
  write: true,
  run: ({ key }, { Policy: policy = '' }) => {
    const problem = policyProblem(policy, 'resource');
    if (problem !== undefined) {
      throw new AwsError('MalformedPolicyDocumentException', 400, problem);
    }
    key.policy = policy;
    return {};
  },
};
