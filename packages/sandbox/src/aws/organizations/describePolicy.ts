import { requirePolicy } from './fields';
import type { OrganizationsOperation } from './operation';
import { policyShape } from './shapes';

export const describePolicy: OrganizationsOperation = {
  name: 'DescribePolicy',
  write: false,
  run: (organization, input) => {
    const policy = requirePolicy(organization, input);
    return {
      Policy: {
        PolicySummary: policyShape(organization, policy),
        Content: policy.content,
      },
    };
  },
};
