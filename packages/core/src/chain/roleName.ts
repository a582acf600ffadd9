import { EKS_ANNOTATIONS } from '../model/annotations';
import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

/** Returns the ARN of the role for the ServiceAccount, whether or not the role exists. */
export function roleArnOf(observed: Observed): string | undefined {
  const { mechanism, role, association, serviceAccount } = observed;
  const asked =
    mechanism === 'pod-identity'
      ? valueOf(association)?.roleArn
      : valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
  return valueOf(role)?.arn ?? asked;
}

/** Returns the role name for AWS CLI commands; undefined if unknown. */
export function roleNameOf(observed: Observed): string | undefined {
  return parseRoleArn(roleArnOf(observed) ?? '')?.name;
}
