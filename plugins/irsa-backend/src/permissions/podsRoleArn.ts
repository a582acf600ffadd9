import type { IamServiceAccount } from '@backstage-irsa/core/model';

/** Returns the ARN of the role whose credentials pods get: an association takes precedence over an annotation, and its target role over its own. */
export function podsRoleArn({
  association,
  roleArn,
}: Pick<IamServiceAccount, 'association' | 'roleArn'>): string | null {
  return association?.targetRoleArn ?? association?.roleArn ?? roleArn;
}
