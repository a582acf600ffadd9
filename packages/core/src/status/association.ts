import type { IamServiceAccount } from '../model/types';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';

/** Returns the association in the form that the API shows. */
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
