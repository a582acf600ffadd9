import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';

/** The association as people see it. */
export function associationOf(
  observed: Observed,
): IamServiceAccount['association'] | undefined {
  const association = valueOf(observed.association);
  if (!association) return undefined;
  const { arn, roleArn, targetRoleArn } = association;
  return {
    arn,
    roleArn,
    ...(targetRoleArn !== undefined && { targetRoleArn }),
  };
}
