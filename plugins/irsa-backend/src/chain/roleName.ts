import {
  EKS_ANNOTATIONS,
  parseRoleArn,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';

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
