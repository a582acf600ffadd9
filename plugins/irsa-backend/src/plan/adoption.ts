import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import type { Desired } from './desired';
import { withPodRole } from './podRole';

/** Names of roles are unique whatever their path: a role that is to be taken over keeps the ARN that it has. */
export function adoptRole(desired: Desired, observed: Observed): Desired {
  const role = valueOf(observed.role);
  if (!desired.spec.adopt || !role || role.arn === desired.roleArn) {
    return desired;
  }
  const { association, podRole } = desired;
  if (podRole) return withPodRole({ ...desired, roleArn: role.arn }, podRole);
  if (association) {
    return {
      ...desired,
      roleArn: role.arn,
      association: { ...association, roleArn: role.arn },
    };
  }
  return {
    ...desired,
    roleArn: role.arn,
    annotations: {
      ...desired.annotations,
      [EKS_ANNOTATIONS.roleArn]: role.arn,
    },
  };
}
