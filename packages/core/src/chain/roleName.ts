import { EKS_ANNOTATIONS } from '../model/annotations';
import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

/** The ARN of the role that the ServiceAccount is to have, whether there is one or not. */
export function roleArnOf(observed: Observed): string | undefined {
  const { mechanism, role, association, serviceAccount } = observed;
  const asked =
    mechanism === 'pod-identity'
      ? valueOf(association)?.roleArn
      : valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
  return valueOf(role)?.arn ?? asked;
}

/** Its name, as commands of AWS CLI take it; undefined when it is not known. */
export function roleNameOf(observed: Observed): string | undefined {
  return parseRoleArn(roleArnOf(observed) ?? '')?.name;
}
