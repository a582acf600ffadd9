import type { Aspect } from '../aspects';

/** Aspects of the AWS model that have no case, and the reason. */
export interface Omission {
  aspect: Aspect;
  operations: string[];
  reason: string;
}

/** All omissions. The tests fail if one of them has a case. */
export const OMISSIONS: Omission[] = [
  {
    aspect: 'limit',
    operations: [
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:SetDefaultPolicyVersion',
    ],
    reason: 'What is removed or chosen has no quota that can be reached.',
  },
  {
    aspect: 'limit',
    operations: ['eks:CreatePodIdentityAssociation'],
    reason: 'A cluster may have 5000 associations: too many for a test.',
  },
  {
    aspect: 'malformed',
    operations: [
      'eks:DeletePodIdentityAssociation',
      'eks:DescribeAddon',
      'eks:DescribeNodegroup',
      'eks:DescribePodIdentityAssociation',
    ],
    reason:
      'All that is given is a name in a path, and one that is wrong is not found.',
  },
];

/** The names of these aspects, such as `iam:DeleteRole, limit`. */
export const omitted: string[] = OMISSIONS.flatMap(({ aspect, operations }) =>
  operations.map(operation => `${operation}, ${aspect}`),
);
