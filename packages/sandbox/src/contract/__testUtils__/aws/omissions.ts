/** Aspects of AWS's model that have no case, and why. */
export interface Omission {
  /** Of `<operation>, <aspect>`. */
  where: RegExp;
  reason: string;
}

/** All of them. One that has a case after all fails the tests. */
export const OMISSIONS: Omission[] = [
  {
    where:
      /^iam:(DeleteRole|DeleteRolePolicy|DeletePolicy|DeletePolicyVersion|DetachRolePolicy|SetDefaultPolicyVersion), limit$/,
    reason: 'What is taken away or chosen has no quota that can be reached.',
  },
  {
    where: /^eks:CreatePodIdentityAssociation, limit$/,
    reason: 'A cluster may have 5000 associations: too many for a test.',
  },
  {
    where:
      /^eks:(DeletePodIdentityAssociation|DescribeAddon|DescribePodIdentityAssociation|DescribeNodegroup), malformed$/,
    reason:
      'All that is given is a name in a path, and one that is wrong is not found.',
  },
];
