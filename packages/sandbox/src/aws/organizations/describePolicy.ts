import { AwsError } from '../protocol/error';
import { requireMatch } from './fields';
import type { OrganizationsOperation } from './operation';
import { policyShape } from './shapes';

export const describePolicy: OrganizationsOperation = {
  name: 'DescribePolicy',
  write: false,
  run: (organization, input) => {
    const id = requireMatch(input, 'PolicyId', /^p-[0-9a-zA-Z_]{8,128}$/);
    const policy = organization.policies.get(id);
    if (!policy) {
      throw new AwsError(
        'PolicyNotFoundException',
        400,
        "You specified a policy that doesn't exist.",
      );
    }
    return {
      Policy: {
        PolicySummary: policyShape(organization, policy),
        Content: policy.content,
      },
    };
  },
};
